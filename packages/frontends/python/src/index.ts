export { findHostPython } from './find-host-python.ts';
export { createPythonFrontend, type GivenToFlow, type PythonFrontendOptions } from './python-frontend.ts';
