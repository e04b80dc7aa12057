import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decorator, SecretSource, TaskNode } from '@frazil/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtInProviders } from './built-in-providers.ts';
import { readSecrets } from './read-secrets.ts';
import type { SecretsContext } from './secrets-provider.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'frazil-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const source = (provider: string, id: string, options: SecretSource['options'] = {}): SecretSource => ({ provider, id, options });

function read(secrets: readonly SecretSource[], changes: Partial<SecretsContext> & Decorator['attributes'] = {}) {
  const { variables = {}, ...attributes } = changes;
  const decorators = [{ name: 'secrets', attributes, line: 4 }];
  const step: TaskNode['step'] = { name: 'a', line: 5, file: 'f.py', doc: '', decorators, isJoin: false, arity: 1, next: { kind: 'end' } };
  const context = { variables: variables as SecretsContext['variables'], directory, signal: new AbortController().signal };
  return readSecrets({ step, secrets }, builtInProviders, context);
}

test('a file of JSON, of lines, of one value, and a folder of files', async () => {
  writeFileSync(join(directory, 'json'), '{"USER": "ada", "port-number": 5432}');
  writeFileSync(join(directory, 'lines'), '# of the database\nTOKEN="a b"\n\nexport PIN = 12=3\n');
  writeFileSync(join(directory, 'key'), '-----BEGIN KEY-----\nabc\n');
  mkdirSync(join(directory, 'mounted/..data'), { recursive: true });
  writeFileSync(join(directory, 'mounted/PASSWORD'), 'ice\n');
  const sources = [source('file', 'json'), source('file', join(directory, 'lines')), source('file', 'mounted')];
  expect(await read([...sources, source('file', 'key', { env_var_name: 'KEY' })])).toEqual({
    USER: 'ada',
    port_number: '5432',
    TOKEN: 'a b',
    PIN: '12=3',
    PASSWORD: 'ice',
    KEY: '-----BEGIN KEY-----\nabc',
  });
});

test('variables of this process, what the flow says itself, and what a cluster gives', async () => {
  const variables = { CI_TOKEN: 't', KUBERNETES_SERVICE_HOST: '10.0.0.1' };
  const sources = [
    source('environment', 'CI_TOKEN'),
    source('environment', 'CI_TOKEN', { env_var_name: 'TOKEN' }),
    source('inline', '', { env_vars: { MODE: 'test' } }),
    source('kubernetes', 'database'),
  ];
  expect(await read(sources, { variables })).toEqual({ CI_TOKEN: 't', TOKEN: 't', MODE: 'test' });
});

const inline = (variables: Readonly<Record<string, string>>) => source('inline', 'here', { env_vars: variables });

test.each([
  ['a provider that there is none of', [source('vault', 'x')], 'runtime.secrets-provider-unknown'],
  ['a variable that is not set', [source('environment', 'ABSENT')], 'runtime.secret-missing'],
  ['a file that is not there', [source('file', 'absent')], 'runtime.secret-missing'],
  ['a cluster that is not there', [source('kubernetes', 'x')], 'runtime.secret-missing'],
  ['a text that is nothing', [source('file', 'text')], 'runtime.secret-invalid'],
  ['inline values that are none', [source('inline', 'x', { env_vars: 'A=1' })], 'runtime.secret-invalid'],
  ['two names that become one', [inline({ 'a.b': '1', 'a-b': '2' })], 'runtime.secret-invalid'],
  ['two sources with one name', [inline({ A: '1' }), inline({ A: '2' })], 'runtime.secret-invalid'],
  ['a name that is none', [inline({ '1 A': '1' })], 'runtime.secret-invalid'],
  ['a name of ours', [inline({ FRAZIL_STORE: '1' })], 'runtime.secret-invalid'],
  ['a value that no variable can hold', [inline({ A: 'a\0b' })], 'runtime.secret-invalid'],
  ['what would replace a variable', [inline({ HOME: '/' })], 'runtime.secret-invalid'],
])('refuses %s, with the place and without the secret', async (_, sources, code) => {
  writeFileSync(join(directory, 'text'), 'so-secret');
  const failed = read(sources, { variables: { HOME: '/home/ada' } });
  await expect(failed).rejects.toMatchObject({
    code,
    location: { file: 'f.py', line: 4 },
    message: expect.not.stringContaining('so-secret'),
  });
});

test('replaces variables when the step says that it may', async () => {
  expect(await read([inline({ HOME: '/' })], { variables: { HOME: '/home/ada' }, allow_override: true })).toEqual({ HOME: '/' });
});
