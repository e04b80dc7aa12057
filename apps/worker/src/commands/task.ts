import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, planFlow, withProject } from '@frazil/core';
import { type Manifest, readManifest } from '@frazil/deployments';
import { createProcessLauncher } from '@frazil/launcher-process';
import { createSecretsManager, type RemoteOutcome, runRemoteTask } from '@frazil/runtime';
import { EXIT } from '../exit-codes.ts';
import { digestOfSdk, sdkFiles } from '../hydrate/sdk-files.ts';
import { findAccess, forReading, openStore } from '../settings/open-store.ts';
import { machinePlatform } from '../settings/platform.ts';
import { OWN_ENGINE, taskSettings } from '../settings/settings.ts';
import { volumeOf } from '../settings/volume.ts';
import { describeEnd } from '../task/describe-end.ts';
import { factsOfRun } from '../task/facts-of-run.ts';
import { trustedCertificates } from '../task/trusted-certificates.ts';
import { makeWorkFolder } from '../task/work-folder.ts';
import { writeOut } from '../task/write-out.ts';
import type { Command, CommandContext } from './command.ts';
import { findPython, presentFolder } from './find-python.ts';

// Clusters that have to start machines for a gang take minutes.
const GANG_PATIENCE = 900;

/** Runs one task in the environment that `hydrate` brought, and leaves what its engine must know to go on. */
export const task: Command = async (context) => {
  const { variables, log, writeLine } = context;
  const settings = taskSettings(variables);
  const store = forReading(await openStore(settings.store, variables));
  const manifest = await readManifest(store, settings.manifest);
  const { end, followUp, wasDone } = await runTask(context, { settings, store, manifest });
  if (followUp) writeOut(volumeOf(variables).out, followUp);
  const { place: step, path } = settings;
  if (wasDone) {
    log.info('the task was done before: nothing is done again', { step, path });
    return EXIT.done;
  }
  const { message, code, fields, lines } = describeEnd(end);
  // The command that is in charge of a run says itself how its attempts ended.
  if (settings.engine !== OWN_ENGINE) for (const line of lines) writeLine('stderr', line);
  log[LEVELS[end.kind] ?? 'fail'](message, { step, path, attempt: settings.attempt, ...fields });
  return code;
};

const LEVELS: Readonly<Partial<Record<RemoteOutcome['end']['kind'], 'info' | 'warn'>>> = { done: 'info', interrupted: 'warn' };

interface Opened {
  readonly settings: ReturnType<typeof taskSettings>;
  readonly store: ReturnType<typeof forReading>;
  readonly manifest: Manifest;
}

async function runTask(context: CommandContext, { settings, store, manifest }: Opened): Promise<RemoteOutcome> {
  const { variables, writeLine, signal } = context;
  const { code, flow } = manifest;
  const volume = volumeOf(variables);
  const { id, python } = await findPython(variables, manifest, settings.place);
  const folder = presentFolder(volume.code(code));
  const sdk = presentFolder(volume.sdk(digestOfSdk(sdkFiles())));
  const plan = withProject(planFlow(flow, { environments: environmentsOf(manifest) }), manifest.settings.project);
  using work = makeWorkFolder(volume.work, folder, variables);
  // A step that uses the client asks the worker.
  const client = existsSync(volume.worker) ? { FRAZIL_CLIENT: volume.worker } : {};
  const own = { ...trustedCertificates(variables, volume.certificates), ...work.variables, ...client };
  const input = {
    ...(await factsOfRun({ settings, manifest, plan, store }, variables)),
    run: settings.run,
    place: settings.place,
    path: settings.path,
    attempt: settings.attempt,
    plan,
    store,
    code: { digest: code, file: flow.file },
    launcher: createProcessLauncher(),
    file: join(folder, flow.file),
    sdk,
    scratch: join(volume.work, 'scratch'),
    directory: work.path,
    python: { python, environment: id, variables: own },
    variables,
    secretsProviders: [createSecretsManager(() => findAccess(variables))],
    gangPatience: GANG_PATIENCE,
  };
  return await runRemoteTask(input, { started: () => undefined, line: writeLine }, signal);
}

function environmentsOf({ environments }: Manifest): ReadonlyMap<string, Digest> {
  const platform = machinePlatform();
  return new Map(Object.entries(environments).flatMap(([step, frozen]) => (frozen[platform] ? [[step, frozen[platform]] as const] : [])));
}
