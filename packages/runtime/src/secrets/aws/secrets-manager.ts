import { setTimeout as delay } from 'node:timers/promises';
import type { SecretSource } from '@frazil/core';
import * as z from 'zod/mini';
import { type SecretFailure, secretError } from '../secret-error.ts';
import { variablesOfText } from '../secret-variables.ts';
import type { SecretsContext, SecretsProvider, SecretVariables } from '../secrets-provider.ts';
import { type AwsCredentials, signRequest } from './sign-request.ts';

/** How AWS is asked. */
export interface AwsAccess {
  readonly region: string;
  readonly credentials: AwsCredentials;
}

const Answer = z.object({ Name: z.string(), SecretString: z.optional(z.string()), SecretBinary: z.optional(z.string()) });
const Refusal = z.object({ __type: z.optional(z.string()), message: z.optional(z.string()), Message: z.optional(z.string()) });

/** AWS Secrets Manager. `access` finds region and credentials, and is asked when a step has a secret there. */
export function createSecretsManager(access: () => Promise<AwsAccess>): SecretsProvider {
  return {
    name: 'aws-secrets-manager',
    read: async (source, context) => {
      if (source.options.role !== undefined) {
        throw secretError('invalid', source, 'a role can not be taken on: let the role of the task itself read it, and leave role= out');
      }
      const found = await access().catch((error: Error) => {
        throw secretError('denied', source, error.message);
      });
      return readAnswer(source, await askPatiently(source, { ...found, region: regionOf(source) ?? found.region }, context));
    },
  };
}

function regionOf({ id, options }: SecretSource): string | undefined {
  return /^arn:[^:]+:secretsmanager:([^:]+):/.exec(id)?.[1] ?? (typeof options.region === 'string' ? options.region : undefined);
}

function readAnswer(source: SecretSource, answer: unknown): SecretVariables {
  const parsed = Answer.safeParse(answer);
  const { Name: name = '', SecretString: text, SecretBinary: binary } = parsed.data ?? {};
  if (text !== undefined) return variablesOfText(source, text, name);
  if (binary === undefined) throw secretError('invalid', source, 'the service answered without a secret');
  return variablesOfText({ ...source, options: { ...source.options, json: false } }, binary, name);
}

const ATTEMPTS = 4;

async function askPatiently(source: SecretSource, access: AwsAccess, context: SecretsContext): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const { failure, reason, body } = await ask(source, access, context);
    if (failure === undefined) return body;
    if (failure !== 'unreachable' || attempt === ATTEMPTS) throw secretError(failure, source, reason);
    await delay(Math.random() * 400 * 2 ** attempt, undefined, { signal: context.signal });
  }
}

interface Asked {
  readonly failure?: SecretFailure;
  readonly reason: string;
  readonly body?: unknown;
}

const PATIENCE = 10_000;

async function ask({ id }: SecretSource, { region, credentials }: AwsAccess, { variables, signal }: SecretsContext): Promise<Asked> {
  const url = endpointOf(region, variables);
  const body = JSON.stringify({ SecretId: id });
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' };
  const signed = signRequest({ url, body, headers }, credentials, { region, service: 'secretsmanager', time: new Date() });
  try {
    const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(url, { method: 'POST', headers: signed, body, signal: until });
    const answer: unknown = await response.json().catch(() => undefined);
    return response.ok ? { reason: '', body: answer } : refusalOf(response.status, answer);
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { failure: 'unreachable', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

function refusalOf(status: number, answer: unknown): Asked {
  const { __type: type = '', message, Message } = Refusal.safeParse(answer).data ?? {};
  const name = type.split('#').at(-1) ?? '';
  const reason = [name || `HTTP ${status}`, message ?? Message].filter(Boolean).join(': ').replace(/\.$/, '');
  if (status >= 500 || status === 429 || /Throttl/.test(name)) return { failure: 'unreachable', reason };
  return { failure: name === 'ResourceNotFoundException' ? 'missing' : 'denied', reason };
}

function endpointOf(region: string, variables: SecretsContext['variables']): URL {
  const given = variables.AWS_ENDPOINT_URL_SECRETS_MANAGER || variables.AWS_ENDPOINT_URL;
  return new URL(given || `https://secretsmanager.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`);
}
