export { findHostPython } from './find-host-python.ts';
export { createPythonFrontend, type PythonFrontendOptions } from './python-frontend.ts';
