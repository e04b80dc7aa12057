import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Platform } from '@frazil/core';
import type { GivenToFlow } from '@frazil/frontend-python';
import * as z from 'zod/mini';
import { cliErrors } from '../errors.ts';

/** What the options of every command and the variables of the process decide together. */
export interface Settings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** How the command was started, up to the flow file: `frazil`, or what whoever started it says (FRAZIL_PROGRAM). */
  readonly program: string;
  /** The folder that everything of ours is in, absolute. */
  readonly home: string;
  /** The store: a folder, absolute, or an address with a scheme: s3://BUCKET/PREFIX. */
  readonly store: string;
  /** What can be made again, absolute. */
  readonly cache: string;
  /** undefined: the flow's decorators decide. */
  readonly environment: 'pypi' | 'conda' | 'local' | undefined;
  readonly excludeNewer: string | undefined;
  /** The platforms asked for; empty when none are. */
  readonly platforms: readonly Platform[];
  readonly isFrozen: boolean;
  readonly isStrict: boolean;
  /** What the command line says of the flow itself. */
  readonly given?: GivenToFlow;
}

/** The options that settings are made of, as the parser gives them. */
const SharedOptions = z.object({
  environment: z.optional(z.enum(['pypi', 'conda', 'local'])),
  store: z.optional(z.string()),
  datastore: z.optional(z.enum(['local', 's3'])),
  datastoreRoot: z.optional(z.string()),
  excludeNewer: z.optional(z.string()),
  platform: z.optional(z.array(Platform)),
  frozen: z.optional(z.boolean()),
  strict: z.optional(z.boolean()),
});
type SharedOptions = z.infer<typeof SharedOptions>;

/** Reads the settings of a command. Pure but for the user's home folder and the current folder. */
export function readSettings(
  options: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string | undefined>>,
): Settings {
  const shared = { ...ofMetaflow(variables), ...SharedOptions.parse(options) };
  const home = resolve(variables.FRAZIL_HOME || join(variables.HOME || homedir(), '.frazil'));
  return {
    variables,
    program: programOf(variables),
    home,
    store: storeOf(namedStore(shared, variables) || join(home, 'store')),
    cache: join(home, 'cache'),
    environment: shared.environment,
    excludeNewer: shared.excludeNewer,
    platforms: shared.platform ?? [],
    isFrozen: shared.frozen ?? isTrue(variables.CI),
    isStrict: shared.strict ?? false,
  };
}

const OF_METAFLOW = { environment: 'METAFLOW_ENVIRONMENT', datastore: 'METAFLOW_DATASTORE', datastoreRoot: 'METAFLOW_DATASTORE_ROOT' };

/** The options that variables stand for, as in Metaflow. */
function ofMetaflow(variables: Settings['variables']): SharedOptions {
  const said = Object.entries(OF_METAFLOW).flatMap(([name, variable]) => (variables[variable] ? [[name, variables[variable]]] : []));
  const parsed = SharedOptions.safeParse(Object.fromEntries(said));
  if (parsed.success) return parsed.data;
  const wrong = Object.entries(OF_METAFLOW).find(([name]) => parsed.error.issues[0]?.path[0] === name)?.[1] ?? '';
  const message = `The variable ${wrong} says ${JSON.stringify(variables[wrong])}, which can't be.`;
  throw cliErrors.create('cli.usage', { message, hint: 'Unset it, or set it to what the option of that name takes.' });
}

// Metaflow's command lines say the kind of a store, and settings elsewhere which one.
function namedStore({ store, datastore, datastoreRoot }: SharedOptions, { FRAZIL_STORE }: Settings['variables']): string | undefined {
  const named = store || datastoreRoot || FRAZIL_STORE;
  if (datastore === 's3' && (named === undefined || !isAddress(named))) throw bucketMissing();
  return datastore === 'local' && !store && !datastoreRoot && FRAZIL_STORE && isAddress(FRAZIL_STORE) ? undefined : named;
}

function bucketMissing(): Error {
  const hint = 'Name it with --store s3://BUCKET/PREFIX, or set FRAZIL_STORE.';
  return cliErrors.create('cli.usage', { message: '--datastore=s3 needs a bucket.', hint });
}

/** Whether a store is an address, and not a folder. Pure. */
export function isAddress(store: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(store);
}

function storeOf(text: string): string {
  return isAddress(text) ? text : resolve(text);
}

/** How the command was started. Pure. */
export function programOf(variables: Readonly<Record<string, string | undefined>>): string {
  return variables.FRAZIL_PROGRAM || 'frazil';
}

/** Whether a variable, as Metaflow takes it, says yes. Pure. */
export function saysYes(value: string | undefined): boolean {
  return /^(1|t|true|y|yes|on)$/i.test(value ?? '');
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}
