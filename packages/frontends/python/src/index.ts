export { findHostPython } from './find-host-python.ts';
export { createPythonFrontend, type FoundByPython, type GivenToFlow, type PythonFrontendOptions } from './python-frontend.ts';
export type { Additions } from './report.ts';
