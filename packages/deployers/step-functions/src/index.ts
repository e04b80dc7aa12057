export type { ConnectionOptions } from './connection/connection-options.ts';
export type {
  Change,
  Deployed,
  MachineStatus,
  Ownership,
  StepFunctionsDeployment,
  StepFunctionsRun,
  TriggerInput,
} from './deployment.ts';
export { sfnDeployerErrors } from './errors.ts';
export { createStepFunctionsDeployer, type StepFunctionsDeployer } from './step-functions-deployer.ts';
