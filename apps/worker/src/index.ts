export { workerErrors } from './errors.ts';
export { EXIT } from './exit-codes.ts';
