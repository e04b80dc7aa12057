export { canonicalJson, digestOfJson, type Json } from './canonical.ts';
export { type Identity, identityOf, identityOfTrigger } from './deploy/identity-of.ts';
export { isLabel, labelOf, OURS, ownLabels, withDigest } from './deploy/kubernetes-label.ts';
export { runIdOf } from './deploy/run-id.ts';
export { type TriggerArgument, TriggeringEvent, triggerArguments, triggeringEvent } from './deploy/triggering-event.ts';
export { Digest, digestFromHex, digestOf, hexOf } from './digest.ts';
export { diskError, diskErrorOf, diskErrors, reasonOf } from './disk-errors.ts';
export { EnvironmentLayer, FrozenEnvironment, idOfEnvironment, LayerReference } from './environment/frozen.ts';
export { FACTS_FILE, factsPath, InterpreterFacts } from './environment/interpreter-facts.ts';
export { DEFAULT_PLATFORMS, Platform, platformOf } from './environment/platform.ts';
export { digestOfRequest, EnvironmentRequest } from './environment/request.ts';
export {
  defineErrors,
  type ErrorCatalogue,
  type ErrorContext,
  type ErrorEntry,
  FrazilError,
  isFrazilError,
  type Location,
  type Problem,
  withLocation,
} from './errors.ts';
export { checkFlow } from './flow/check-flow.ts';
export { isEnd, isStart } from './flow/ends.ts';
export { flowErrors } from './flow/errors.ts';
export { Config, Decorator, Flow, Parameter, Step, Transition } from './flow/flow.ts';
export { nearest } from './flow/nearest.ts';
export { isValueOf } from './flow/parameter-value.ts';
export { environmentRequests, placeOfRequest, type RequestOptions } from './flow/requests.ts';
export { RESERVED_OPTIONS } from './flow/reserved.ts';
export { targetsOf } from './flow/targets.ts';
export { lazily } from './lazily.ts';
export { changeOfRequest } from './lock/change-of-request.ts';
export {
  byNameAndVersion,
  fileFor,
  interpreterFor,
  LockedEnvironment,
  LockedFile,
  LockedInterpreter,
  LockedPackage,
  Lockfile,
} from './lock/lock.ts';
export { containerVariables } from './plan/container-variables.ts';
export { planErrors } from './plan/errors.ts';
export { mergePod } from './plan/merge-pod.ts';
export { cutPath, type PathSegment, parsePath, pathText } from './plan/path.ts';
export type {
  Block,
  ForeachNode,
  GangNode,
  LoopNode,
  ParallelNode,
  Plan,
  PlanNode,
  RepeatNode,
  RetryPolicy,
  SwitchCase,
  SwitchNode,
  TaskNode,
} from './plan/plan.ts';
export { planFlow } from './plan/plan-flow.ts';
export type { PlanSettings } from './plan/plan-settings.ts';
export { type PodContainers, type PodFields, podContainers, podDeadline, podPlacement } from './plan/pod-containers.ts';
export { type ContainerResources, initResources, mainResources } from './plan/pod-resources.ts';
export { CONTAINER_SECURITY, containerSecurity, ownSecurity, POD_SECURITY } from './plan/pod-security.ts';
export { COMMON_MOUNTS, COMMON_VOLUMES, type PodVolume, podVolumes } from './plan/pod-volumes.ts';
export type {
  BatchSettings,
  BatchVolume,
  ExitHooks,
  KubernetesSettings,
  Project,
  Resources,
  Schedule,
  SecretSource,
  TriggerEvent,
  TriggerFlow,
  Triggers,
} from './plan/settings.ts';
export { withProject } from './plan/with-project.ts';
export type { CompiledFile, CompileInput, Compiler, DeployTarget } from './plugin/compiler.ts';
export type { Ecosystem, HydratedEnvironment, ImportFailure, LayerInput, PresentPackage, ResolveInput } from './plugin/ecosystem.ts';
export type { Frontend } from './plugin/frontend.ts';
export type { Interpreters } from './plugin/interpreters.ts';
export type { Exit, LaunchedTask, Launcher, LaunchInput } from './plugin/launcher.ts';
export type {
  BroughtObject,
  GivenObject,
  ListedObject,
  Missing,
  ObjectInfo,
  ObjectRange,
  Objects,
  WantedObject,
} from './plugin/objects.ts';
export type { RemoteAttempt, RemoteEnd, RemoteLauncher, RemoteStop, RemoteWatcher } from './plugin/remote-launcher.ts';
export type { Context, Event, Phase, Reporter } from './plugin/reporter.ts';
export { sorted } from './sorted.ts';
export { keys, type TaskKey } from './store/keys.ts';
export type { ByteRange, Store } from './store/store.ts';
