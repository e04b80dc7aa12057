import { createServer, type Server } from 'node:http';
import type { Json } from '@frazil/core';
import { afterEach, expect, test } from 'vitest';
import { createSecretsManager } from './secrets-manager.ts';

interface Asked {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

const asked: Asked[] = [];
let server: Server | undefined;
afterEach(() => {
  server?.close();
  asked.length = 0;
});

/** Starts a service that gives these answers in turn, the last one again and again. */
async function service(...answers: readonly (readonly [status: number, body: object])[]): Promise<string> {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes) => (text += bytes));
    request.on('end', () => {
      const { 'x-amz-target': target, authorization } = request.headers;
      asked.push({ target: String(target), authorization, body: JSON.parse(text) });
      const [status, body] = answers[Math.min(asked.length, answers.length) - 1] ?? [500, {}];
      response.writeHead(status).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const ACCESS = { region: 'eu-west-1', credentials: { accessKeyId: 'id', secretAccessKey: 'key' } };

function read(endpoint: string, id: string, options: Readonly<Record<string, Json>> = {}, access = async () => ACCESS) {
  const context = { variables: { AWS_ENDPOINT_URL: endpoint }, directory: '/', signal: new AbortController().signal };
  return createSecretsManager(access).read({ provider: 'aws-secrets-manager', id, options }, context);
}

test('asks for the secret in its region, and gives the members of its JSON', async () => {
  const endpoint = await service([200, { Name: 'database', SecretString: '{"user-name":"ada","port":1}' }]);
  expect(await read(endpoint, 'arn:aws:secretsmanager:us-west-2:1:secret:database')).toEqual({ user_name: 'ada', port: '1' });
  expect(asked).toMatchObject([
    {
      target: 'secretsmanager.GetSecretValue',
      body: { SecretId: 'arn:aws:secretsmanager:us-west-2:1:secret:database' },
      authorization: expect.stringContaining('/us-west-2/secretsmanager/'),
    },
  ]);
});

test('gives a text or bytes as one variable', async () => {
  const endpoint = await service([200, { Name: 'team/key', SecretString: 'text' }], [200, { Name: 'team/key', SecretBinary: 'AAE=' }]);
  expect(await read(endpoint, 'team/key', { json: false })).toEqual({ team_key: 'text' });
  expect(await read(endpoint, 'team/key', { env_var_name: 'KEY' })).toEqual({ KEY: 'AAE=' });
});

test('asks again a service that is busy', async () => {
  const endpoint = await service([503, {}], [400, { __type: 'ThrottlingException' }], [200, { Name: 'a', SecretString: '{}' }]);
  expect(await read(endpoint, 'a')).toEqual({});
  expect(asked).toHaveLength(3);
});

test.each([
  ['a secret that is not there', [400, { __type: 'com.amazonaws#ResourceNotFoundException', Message: 'no' }], 'runtime.secret-missing'],
  ['a secret of others', [400, { __type: 'AccessDeniedException', message: 'not yours' }], 'runtime.secret-denied'],
  ['a text that is no JSON', [200, { Name: 'a', SecretString: 'so-secret' }], 'runtime.secret-invalid'],
  ['an answer without a secret', [200, { Name: 'a' }], 'runtime.secret-invalid'],
  ['a service that stays busy', [500, {}], 'runtime.secret-unreachable'],
] as const)('refuses %s', async (_, answer, code) => {
  const endpoint = await service(answer);
  await expect(read(endpoint, 'a')).rejects.toMatchObject({ code, message: expect.not.stringContaining('so-secret') });
});

test('refuses what it can not do, and says what is missing', async () => {
  await expect(read('http://127.0.0.1:9', 'a')).rejects.toMatchObject({ code: 'runtime.secret-unreachable' });
  await expect(read('', 'a', { role: 'arn' })).rejects.toMatchObject({ code: 'runtime.secret-invalid' });
  const none = () => Promise.reject(new Error('Could not load credentials from any providers'));
  await expect(read('', 'a', {}, none)).rejects.toMatchObject({
    code: 'runtime.secret-denied',
    message: expect.stringContaining('credentials'),
  });
});
