export { sdkDirectory } from './sdk-directory.ts';
