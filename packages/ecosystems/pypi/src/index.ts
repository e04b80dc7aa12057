export { createPypi, type PypiOptions } from './create-pypi.ts';
export { pypiErrors } from './errors.ts';
export { installErrors } from './install/index.ts';
