export { startVersityGw, type VersityGw, type VersityGwOptions } from './versity-gw/start-versity-gw.ts';
