export { compileStepFunctions } from './compile.ts';
export { stepFunctionsErrors } from './errors.ts';
export { stateMachineName } from './names.ts';
export type { BatchCompute, EcsCompute, MapMode, NotifyOptions, Roles, StepFunctionsOptions } from './options.ts';
