export { type PythonResult, runPython } from './run-python.ts';
export { sdkDirectory } from './sdk-directory.ts';
export { type FlowReader, startReader } from './start-reader.ts';
