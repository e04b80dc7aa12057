import { type FrazilError, isFrazilError, type Plan, type SecretSource, type TaskNode, withLocation } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { stepsOf } from '../scheduler/graph.ts';
import { builtInProviders } from './built-in-providers.ts';
import { secretError } from './secret-error.ts';
import type { SecretsContext, SecretsProvider, SecretVariables } from './secrets-provider.ts';

/**
 * Reads what `@secrets` of a step names, one source after the other. Throws, with the decorator's place, when one can't be had,
 * two say the same variable, or one would replace a variable that is there (unless `allow_override=True`).
 */
export async function readSecrets(
  { step, secrets }: Pick<TaskNode, 'step' | 'secrets'>,
  providers: readonly SecretsProvider[],
  context: SecretsContext,
): Promise<SecretVariables> {
  if (secrets.length === 0) return {};
  const decorator = step.decorators.find(({ name }) => name === 'secrets');
  const mayReplace = decorator?.attributes.allow_override === true;
  const found = new Map<string, string>();
  try {
    for (const source of secrets) {
      const variables = await readOne(source, providers, context);
      for (const [name, value] of Object.entries(variables)) {
        const there = found.get(name) ?? (mayReplace ? undefined : context.variables[name]);
        const problem = problemOf(name, value, there);
        if (problem !== undefined) throw secretError('invalid', source, problem);
        found.set(name, value);
      }
    }
    return Object.fromEntries(found);
  } catch (error) {
    throw isFrazilError(error) ? withLocation(error, { file: step.file, line: decorator?.line ?? step.line }) : error;
  }
}

/** Throws, with the place, when `@secrets` of a step names a provider that is neither built in nor among these: before anything runs. Pure. */
export function assertSecretsProviders({ block }: Pick<Plan, 'block'>, providers: readonly SecretsProvider[]): void {
  const all = [...providers, ...builtInProviders];
  for (const { step, secrets } of stepsOf(block)) {
    const unknown = secrets.find(({ provider }) => !all.some(({ name }) => name === provider));
    const line = step.decorators.find(({ name }) => name === 'secrets')?.line ?? step.line;
    if (unknown !== undefined) throw withLocation(unknownProvider(unknown, all), { file: step.file, line });
  }
}

function unknownProvider({ provider }: SecretSource, providers: readonly SecretsProvider[]): FrazilError {
  return runtimeErrors.create('runtime.secrets-provider-unknown', { provider, known: providers.map(({ name }) => name).sort() });
}

function readOne(source: SecretSource, providers: readonly SecretsProvider[], context: SecretsContext): Promise<SecretVariables> {
  const provider = providers.find(({ name }) => name === source.provider);
  if (provider) return provider.read(source, context);
  throw unknownProvider(source, providers);
}

function problemOf(name: string, value: string, there: string | undefined): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return `${JSON.stringify(name)} is no name of a variable`;
  if (/^(METAFLOW|FRAZIL)_/.test(name)) return `the variable ${name} is not for flows to set`;
  if (value.includes('\0')) return `the value of ${name} has a zero byte, which no variable can hold`;
  return there === undefined || there === value ? undefined : `the variable ${name} is there already, with another value`;
}
