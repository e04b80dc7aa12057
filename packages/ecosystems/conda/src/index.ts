export { type CondaOptions, createConda } from './create-conda.ts';
export { condaErrors } from './errors.ts';
