import { dirname, join, resolve } from 'node:path';
import {
  type CompiledFile,
  type Compiler,
  type DeployTarget,
  type Digest,
  digestOf,
  digestOfJson,
  type Flow,
  type Json,
  type LayerReference,
  type Plan,
  type Platform,
  planFlow,
  type Store,
  withProject,
} from '@frazil/core';
import type { FrozenFlow } from '@frazil/environments';
import type { Invocation } from '../arguments/invocation.ts';
import { assertTags } from '../compose/assert-tags.ts';
import { freezeEnvironments } from '../compose/environments.ts';
import { flowToDeploy } from '../compose/flow-of.ts';
import { openStoreForWriting } from '../compose/open-store.ts';
import { assertWellFormed } from '../compose/read-flow.ts';
import { secretsProviders } from '../compose/secrets-providers.ts';
import { usernameOf } from '../compose/username.ts';
import type { Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { codeOfFlow } from './code-of-flow.ts';
import { CreateOptions } from './create-options.ts';
import { deployErrors } from './errors.ts';
import { gitState } from './git-state.ts';
import { projectOf } from './project-of.ts';
import { targetOf } from './target-of.ts';

type Environments = Readonly<Record<string, Readonly<Partial<Record<Platform, Digest>>>>>;

/** A flow that is ready to be compiled: its environments and code are stored, unless nothing is to be. */
export interface Deployment {
  readonly flow: Flow;
  readonly plan: Plan;
  readonly target: DeployTarget;
  readonly options: CreateOptions;
  readonly store: Store;
  readonly frozen: FrozenFlow | undefined;
  readonly environments: Environments;
  readonly code: LayerReference;
}

/** A deployment with what an engine's compiler made of it. */
export interface CompiledDeployment extends Deployment {
  readonly files: readonly CompiledFile[];
}

/** Reads a flow as it is deployed, and prepares its deployment as {@link deploymentOf} does. */
export async function prepareDeployment(invocation: Invocation, isDeployed: boolean): Promise<Deployment> {
  assertEnvironmentFrozen(invocation);
  const flow = await flowToDeploy(invocation);
  assertWellFormed(flow);
  return deploymentOf({ flow, store: await openStoreForWriting(invocation.settings) }, invocation, isDeployed);
}

function assertEnvironmentFrozen({ settings }: Invocation): void {
  if (settings.environment === 'local') throw deployErrors.create('deploy.environment-local', {});
}

/**
 * Freezes a well formed flow, read as it is deployed, for the platforms of engines, packages its code and writes its manifest. `isDeployed` says
 * whether an engine gets it now: then nothing may be missing.
 */
export async function deploymentOf(
  { flow, store }: Pick<Deployment, 'flow' | 'store'>,
  invocation: Invocation,
  isDeployed: boolean,
): Promise<Deployment> {
  const { flowFile, settings, terminal, signal } = invocation;
  assertEnvironmentFrozen(invocation);
  const options = CreateOptions.parse(invocation.options);
  await assertTags(options.tag);
  const planned = planFlow(flow, { environments: new Map() });
  await assertSecretsKnown(flow, planned, settings);
  const project = projectOf(planned.project, options, settings);
  const context = { reporter: createReporter(terminal), signal };
  const frozen = await freezeEnvironments({ flowFile, flow, settings: { ...settings, environment: 'pypi' }, store }, 'linux', context);
  terminal.clear();
  const environments = environmentsOf(flow, frozen);
  // What is only tried out is packaged and named, but not kept.
  const kept = options.dryRun ? await memoryStore() : store;
  const { packageCode, writeManifest } = await import('@frazil/deployments');
  const files = await codeOfFlow(invocation, options.packageSuffixes);
  const code = await packageCode({ ...files, store: kept, scratch: join(settings.cache, 'scratch') }, context);
  const tags = { tags: [...options.tag], ...(project?.branch !== undefined && { project: { ...project, branch: project.branch } }) };
  const manifest = await writeManifest(kept, { schema: 1, flow, code: code.digest, environments, settings: tags });
  const target = targetOf(manifest, options, { settings, terminal, isDeployed });
  return { flow, plan: withProject(planned, project), target, options, store, frozen, environments, code };
}

/** Workers have the same providers as this command. */
async function assertSecretsKnown(flow: Flow, plan: Plan, settings: Settings): Promise<void> {
  if (!flow.steps.some(({ decorators }) => decorators.some(({ name }) => name === 'secrets'))) return;
  const { assertSecretsProviders } = await import('@frazil/runtime');
  assertSecretsProviders(plan, await secretsProviders(settings));
}

/** Compiles a deployment for one engine. */
export function compileDeployment<Options>(deployment: Deployment, compiler: Compiler<Options>, options: Options): CompiledDeployment {
  const { plan, target } = deployment;
  return { ...deployment, files: compiler.compile({ plan, target, options }) };
}

/** Records what was made of a flow, for whom and by whom. The same deployment keeps its first record. */
export async function recordDeployment(
  compiled: CompiledDeployment,
  target: string,
  name: string,
  invocation: Invocation,
): Promise<Digest> {
  const { flow, plan, frozen, environments, code, files, store } = compiled;
  const { settings, flowFile } = invocation;
  const { writeDeployment } = await import('@frazil/deployments');
  const git = await gitState(dirname(resolve(flowFile)));
  return writeDeployment(store, {
    schema: 1,
    flow: flow.name,
    target,
    name,
    manifest: compiled.target.manifest,
    code,
    ...(frozen && { lock: lockDigest(frozen) }),
    environments: structuredClone(environments),
    plan: digestOfJson(JSON.parse(JSON.stringify(plan))),
    outputs: files.map((file) => ({ name: file.name, digest: digestOf(file.text) })),
    ...(git && { git }),
    user: usernameOf(settings.variables),
    time: new Date().toISOString(),
  });
}

function lockDigest({ groups }: FrozenFlow): Digest {
  const environments: Json = Object.fromEntries(groups.map(({ key, locked }) => [key, JSON.parse(JSON.stringify(locked))]));
  return digestOfJson({ version: 1, environments });
}

/** The frozen environment of each step by platform; each step has one for Linux. */
function environmentsOf(flow: Flow, frozen: FrozenFlow | undefined): Environments {
  const groups = new Map(frozen?.groups.flatMap((group) => group.steps.map((step) => [step, group] as const)));
  return Object.fromEntries(
    flow.steps.map(({ name, file, line }) => {
      const group = groups.get(name);
      const all = [...(group?.environments ?? [])];
      const platforms = all.filter(([platform]) => platform.startsWith('linux-'));
      if (platforms.length === 0) {
        const details = { step: name, platforms: all.map(([platform]) => platform) };
        throw deployErrors.create('deploy.not-frozen', details, { location: { file, line } });
      }
      return [name, Object.fromEntries(platforms.map(([platform, { id }]) => [platform, id]))];
    }),
  );
}

async function memoryStore(): Promise<Store> {
  const { createMemoryStore } = await import('@frazil/store-memory');
  return createMemoryStore();
}
