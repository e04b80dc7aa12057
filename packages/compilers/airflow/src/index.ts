export { compileAirflow } from './compile.ts';
export { airflowErrors } from './errors.ts';
export { dagIdOf } from './names.ts';
export type { AirflowOptions } from './options.ts';
