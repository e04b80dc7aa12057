export { certificateVariables } from './certificate-variables.ts';
export { createInterpreters, type InterpretersOptions } from './create-interpreters.ts';
export { errors as interpreterErrors } from './errors.ts';
export { readInterpreterFacts } from './facts.ts';
export { type GlibcShortfall, glibcShortfall } from './glibc.ts';
export { type FindInstalledOptions, findInstalledPythons } from './installed/find-installed-pythons.ts';
export type { InstalledPython } from './installed/probe-python.ts';
