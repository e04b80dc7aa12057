export { type BuiltWheel, buildWheel, type WheelInput } from './package-index/build-wheel.ts';
export { type PackageIndex, type PackageIndexOptions, startPackageIndex } from './package-index/start-package-index.ts';
export { storeContract } from './store-contract/store-contract.ts';
