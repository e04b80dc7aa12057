export { processLauncherErrors } from './errors.ts';
export { createForkingLauncher } from './forking-launcher.ts';
export { createProcessLauncher } from './process-launcher.ts';
