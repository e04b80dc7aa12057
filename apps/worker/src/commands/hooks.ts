import { join } from 'node:path';
import { planFlow, withProject } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { runHooks } from '@frazil/runtime';
import { EXIT } from '../exit-codes.ts';
import { digestOfSdk, sdkFiles } from '../hydrate/sdk-files.ts';
import { forReading, openStore } from '../settings/open-store.ts';
import { runSettings, statusSetting, stepSetting } from '../settings/settings.ts';
import { volumeOf } from '../settings/volume.ts';
import { trustedCertificates } from '../task/trusted-certificates.ts';
import { makeWorkFolder } from '../task/work-folder.ts';
import type { Command } from './command.ts';
import { findPython, presentFolder } from './find-python.ts';

/** Runs the exit hooks of a run that is over, in the environment of a step that `hydrate` brought. What goes wrong in them is told. */
export const hooks: Command = async ({ variables, log, writeLine, signal }) => {
  const settings = runSettings(variables);
  const status = statusSetting(variables);
  const store = forReading(await openStore(settings.store, variables));
  const manifest = await readManifest(store, settings.manifest);
  const { flow, code } = manifest;
  const volume = volumeOf(variables);
  const { id, python } = await findPython(variables, manifest, stepSetting(variables));
  const folder = presentFolder(volume.code(code));
  const sdk = presentFolder(volume.sdk(digestOfSdk(sdkFiles())));
  using work = makeWorkFolder(volume.work, folder, variables);
  const own = { ...trustedCertificates(variables, volume.certificates), ...work.variables };
  const plan = withProject(planFlow(flow, { environments: new Map() }), manifest.settings.project);
  const over = { plan, run: settings.run, status, file: join(folder, flow.file), sdk, directory: work.path };
  const problem = await runHooks({ ...over, python: { python, environment: id, variables: own }, variables }, writeLine, signal);
  if (problem === undefined) log.info('the exit hooks are done');
  else log.warn(problem);
  return EXIT.done;
};
