export { compileArgo } from './compile-argo.ts';
export { argoErrors } from './errors.ts';
export { argoNameOf } from './names.ts';
export type { ArgoOptions, EventOptions, NotifyOptions } from './options.ts';
