export { uvErrors } from './errors.ts';
export { findPythons } from './find-pythons.ts';
export { type FindUvOptions, findUv } from './find-uv.ts';
export { MINIMUM_UV, PINNED_UV } from './pinned-uv.ts';
export { redact } from './redact.ts';
export { type RunUvOptions, runUv, type Uv } from './run-uv.ts';
