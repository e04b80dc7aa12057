import { Digest, type Flow, type Plan, runIdOf, type TriggeringEvent, triggerArguments, triggeringEvent } from '@frazil/core';
import { workerErrors } from '../errors.ts';

/** The variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What every command gets to know. */
export interface DeploymentSettings {
  readonly store: string;
  readonly manifest: Digest;
  readonly engine: string;
}

/** Which run a command is for. */
export interface RunSettings extends DeploymentSettings {
  readonly run: string;
  readonly username: string;
}

/** The engine of runs that the command `run` is in charge of: they keep their own record, which says all of them. */
export const OWN_ENGINE = 'frazil';

/** Which task. */
export interface TaskSettings extends RunSettings {
  readonly place: string;
  readonly path: string;
  readonly attempt: number;
}

/** Reads the settings that all commands have. Throws for what is missing or makes no sense. Pure. */
export function deploymentSettings(variables: Variables): DeploymentSettings {
  const manifest = Digest.safeParse(required(variables, 'FRAZIL_MANIFEST'));
  if (!manifest.success) throw invalid(variables, 'FRAZIL_MANIFEST', 'a digest, sha256:...');
  return { store: storeSetting(variables), manifest: manifest.data, engine: engineOf(variables) };
}

/** Reads which store it is. Pure; throws as above. */
export function storeSetting(variables: Variables): string {
  return required(variables, 'FRAZIL_STORE');
}

/** Reads which run it is. Pure; throws as above. */
export function runSettings(variables: Variables): RunSettings {
  const settings = deploymentSettings(variables);
  const raw = required(variables, 'FRAZIL_RUN');
  // A state machine names what it reads by the execution's name as it is.
  if (settings.engine === 'sfn' && !/^[A-Za-z0-9_-]{1,80}$/.test(raw)) throw workerErrors.create('worker.bad-run', { raw });
  const run = settings.engine === OWN_ENGINE ? raw : runIdOf(settings.engine, raw);
  return { ...settings, run, username: variables.FRAZIL_USERNAME || settings.engine };
}

/** The tags that runs of an engine have; that of the user is the namespace that their steps see. Pure. */
export function systemTagsOf({ engine, username }: RunSettings, { python }: Pick<Flow, 'python'>): readonly string[] {
  return [`engine:${engine}`, `user:${username}`, `python_version:${python}`];
}

/** Reads which task it is. Pure; throws as above. */
export function taskSettings(variables: Variables): TaskSettings {
  const attempt = variables.FRAZIL_ATTEMPT || '0';
  if (!/^\d{1,6}$/.test(attempt)) throw invalid(variables, 'FRAZIL_ATTEMPT', 'a number from 0');
  return { ...runSettings(variables), place: stepSetting(variables), path: required(variables, 'FRAZIL_PATH'), attempt: Number(attempt) };
}

/** Reads which place of the plan it is. Pure; throws as above. */
export function stepSetting(variables: Variables): string {
  return required(variables, 'FRAZIL_STEP');
}

/** Reads the values of the plan's parameters, as text; others that an engine passes along are ignored. Pure; throws as above. */
export function parametersSetting(variables: Variables, plan: Plan): Readonly<Record<string, string>> {
  const { parameters } = plan;
  const known = Object.entries(argumentsSetting(variables)).filter(
    ([name, value]) => value !== null && parameters.some((each) => each.name === name),
  );
  const given = known.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  return withDefaults(plan, Object.fromEntries(given));
}

/** The values of parameters, with the defaults that were worked out when the flow was deployed. Pure. */
export function withDefaults({ parameters }: Plan, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const defaults = parameters.flatMap(({ name, deployedDefault }) =>
    deployedDefault === undefined ? [] : [[name, deployedDefault] as const],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

/** Reads which events started the run: their payloads come beside the parameters. Pure; throws as above. */
export function triggersSetting(variables: Variables, { triggers }: Plan): readonly TriggeringEvent[] {
  const given = argumentsSetting(variables);
  return triggerArguments(triggers).flatMap(({ argument, type }) => triggeringEvent(type, String(given[argument] ?? '')) ?? []);
}

function argumentsSetting(variables: Variables): Readonly<Record<string, unknown>> {
  const values = parse(variables.FRAZIL_PARAMETERS || '{}');
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw invalid(variables, 'FRAZIL_PARAMETERS', 'a JSON object of names and values');
  }
  return Object.fromEntries(Object.entries(values));
}

/** Reads how a run ended. Pure; throws as above. */
export function statusSetting(variables: Variables): 'done' | 'failed' {
  const status = required(variables, 'FRAZIL_STATUS');
  if (status === 'done' || status === 'failed') return status;
  throw invalid(variables, 'FRAZIL_STATUS', 'done or failed');
}

const ENGINE = /^[a-z][a-z0-9]*$/;

function engineOf(variables: Variables): string {
  const engine = required(variables, 'FRAZIL_ENGINE');
  if (ENGINE.test(engine)) return engine;
  throw invalid(variables, 'FRAZIL_ENGINE', 'the name of an engine, such as argo');
}

function required(variables: Variables, name: string): string {
  const value = variables[name];
  if (value) return value;
  throw workerErrors.create('worker.setting-missing', { name });
}

function invalid(variables: Variables, name: string, wanted: string): Error {
  return workerErrors.create('worker.setting-invalid', { name, value: variables[name] ?? '', wanted });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
