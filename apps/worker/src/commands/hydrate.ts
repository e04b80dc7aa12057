import { type Context, type FrozenEnvironment, isFrazilError, type Store } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { hydrateInto } from '@frazil/environments';
import { workerErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { copySelf } from '../hydrate/copy-self.ts';
import { hydrateCode } from '../hydrate/hydrate-code.ts';
import { makeFolders } from '../hydrate/make-folders.ts';
import { readEnvironment } from '../hydrate/read-environment.ts';
import { digestOfSdk, sdkFiles } from '../hydrate/sdk-files.ts';
import { writeCertificates } from '../hydrate/write-certificates.ts';
import { writeSdk } from '../hydrate/write-sdk.ts';
import { forReading, openStore } from '../settings/open-store.ts';
import { machinePlatform } from '../settings/platform.ts';
import { deploymentSettings, stepSetting } from '../settings/settings.ts';
import { environmentOfStep, stepOfPlace } from '../settings/step-environment.ts';
import { type Volume, volumeOf } from '../settings/volume.ts';
import type { Command, CommandContext } from './command.ts';

/** Brings all that a step needs into the volume: environment, code, SDK and the worker itself. What is there already stays. */
export const hydrate: Command = async (command) => {
  const { variables, log } = command;
  const { store: address, manifest: digest } = deploymentSettings(variables);
  const place = stepSetting(variables);
  const store = forReading(await openStore(address, variables));
  const volume = volumeOf(variables);
  const begun = performance.now();
  const manifest = await readManifest(store, digest);
  const platform = machinePlatform();
  const environment = await readEnvironment(store, environmentOfStep(manifest, stepOfPlace(place), platform));
  makeFolders(volume);
  const sdk = sdkFiles();
  writeSdk(sdk, volume.sdk(digestOfSdk(sdk)), volume.temporary);
  writeCertificates(volume.certificates);
  const context = contextOf(command);
  const code = { directory: volume.code(manifest.code), platform, temporary: volume.temporary };
  await Promise.all([
    copySelf(volume.worker),
    reportDamage(hydrateCode(store, manifest.code, code, context)),
    reportDamage(hydrateEnvironment(environment, store, volume, context)),
  ]);
  const seconds = ((performance.now() - begun) / 1000).toFixed(2);
  const megabytes = Math.round(environment.layers.reduce((sum, { layer }) => sum + layer.unpackedSize, 0) / 1e6);
  log.info(`Python ${environment.python} with ${environment.layers.length - 1} packages is there`, { megabytes, seconds });
  return EXIT.done;
};

async function hydrateEnvironment(environment: FrozenEnvironment, store: Store, volume: Volume, context: Context): Promise<void> {
  const directory = volume.environment(environment.id);
  await hydrateInto(environment, directory, { store, cacheDirectory: volume.temporary }, context);
}

/** A pod leaves the store as it is: what is damaged there is for people to look at. */
async function reportDamage(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isFrazilError(error) || !/^(environment\.layer-damaged|layers\.corrupt)$/.test(error.code)) throw error;
    throw workerErrors.create('worker.layer-damaged', { reason: error.message }, { cause: error });
  }
}

function contextOf({ log, signal }: CommandContext): Context {
  const report: Context['reporter']['report'] = (event) => {
    if (event.kind === 'note') log[event.level === 'warning' ? 'warn' : 'info'](event.message);
  };
  return { reporter: { report }, signal };
}
