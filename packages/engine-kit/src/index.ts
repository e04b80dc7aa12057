export { enginesCache } from './cache/engines-cache.ts';
export { startVersityGw, type VersityGw, type VersityGwOptions } from './versity-gw/start-versity-gw.ts';
export { type ArgoProblem, lintArgo } from './argo/lint-argo.ts';
