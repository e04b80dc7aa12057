export { type Said, type TaskRunner, walkPlan } from './engine/walk-plan.ts';
export { type FlowAdditions, flowOfTree, type WrittenFlow } from './flows/flow-of-tree.ts';
export type { FlowTree } from './flows/flow-tree.ts';
export { growTree } from './flows/grow-tree.ts';
export { interpretTree } from './flows/interpret-tree.ts';
export { SHAPE_EXAMPLES, type ShapeExample } from './flows/shape-examples.ts';
export { type BuiltWheel, buildWheel, type WheelInput } from './package-index/build-wheel.ts';
export { type PackageIndex, type PackageIndexOptions, startPackageIndex } from './package-index/start-package-index.ts';
export { storeContract } from './store-contract/store-contract.ts';
