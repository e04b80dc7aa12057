import type { DeployTarget, Digest } from '@frazil/core';
import { isAddress, type Settings } from '../settings/settings.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { VERSION } from '../version.ts';
import { type CreateOptions, pairsOf } from './create-options.ts';
import { deployErrors } from './errors.ts';

/** Settings of the store and of objects in buckets that tasks need as well. They hold no secrets; those come from the engine. */
const STORE_VARIABLES = ['FRAZIL_S3_ENDPOINT', 'FRAZIL_S3_SSE', 'FRAZIL_S3_SSE_KMS_KEY_ID', 'FRAZIL_S3_ROOT', 'AWS_REGION'] as const;

/** How strict to be: what is only looked at may be incomplete, with a warning; what is deployed may not. */
export interface TargetScene {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly isDeployed: boolean;
}

/** What compilers have to know of the images, the store and the variables of tasks. */
export function targetOf(manifest: Digest, options: CreateOptions, scene: TargetScene): DeployTarget {
  const { settings } = scene;
  checkStore(options, scene);
  const workerImage = workerImageOf(options, scene);
  const baseImage = options.image === undefined ? workerImage : pinned(options.image, '--image', options, scene);
  return {
    store: settings.store,
    manifest,
    workerImage,
    baseImage,
    variables: { ...storeVariables(settings), ...ownVariables(options) },
    labels: pairsOf(options.label),
  };
}

function checkStore({ sharedStore }: CreateOptions, { settings, terminal, isDeployed }: TargetScene): void {
  if (isAddress(settings.store) || sharedStore) return;
  const error = deployErrors.create('deploy.store-local', { store: settings.store });
  if (isDeployed) throw error;
  warn(terminal, `${error.message} ${error.hint}`);
}

function workerImageOf(options: CreateOptions, scene: TargetScene): string {
  if (options.workerImage !== undefined) return pinned(options.workerImage, '--worker-image', options, scene);
  const error = deployErrors.create('deploy.worker-image-missing', {});
  if (scene.isDeployed) throw error;
  warn(scene.terminal, `${error.message} ${error.hint}`);
  return `frazil-worker:${VERSION}`;
}

function pinned(image: string, option: string, { allowImageTags }: CreateOptions, scene: TargetScene): string {
  if (/@sha256:[0-9a-f]{64}$/.test(image) || allowImageTags) return image;
  const error = deployErrors.create('deploy.image-unpinned', { image, option });
  if (scene.isDeployed) throw error;
  warn(scene.terminal, `${error.message} ${error.hint}`);
  return image;
}

/** What is deployed can be read by many: nothing in it may open the store, or change what the worker is told. */
function ownVariables({ env }: CreateOptions): Readonly<Record<string, string>> {
  const variables = pairsOf(env);
  for (const name of Object.keys(variables)) {
    if (/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name)) throw deployErrors.create('deploy.variable-secret', { name });
    if (/^FRAZIL_(?!S3_)/.test(name)) throw deployErrors.create('deploy.variable-reserved', { name });
  }
  return variables;
}

function storeVariables({ store, variables }: Settings): Readonly<Record<string, string>> {
  if (!isAddress(store)) return {};
  return Object.fromEntries(
    STORE_VARIABLES.flatMap((name) => {
      const value = variables[name];
      return value ? [[name, value] as const] : [];
    }),
  );
}

function warn(terminal: Terminal, text: string): void {
  if (!terminal.isJson) terminal.complain(`${terminal.style.yellow('warning:')} ${text}`);
}
