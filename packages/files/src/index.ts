export { sweepFolder } from './sweep.ts';
export { isAbandoned, temporaryName } from './temporary-name.ts';
