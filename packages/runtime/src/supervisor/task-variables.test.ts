import { digestOf } from '@frazil/core';
import { expect, test } from 'vitest';
import { pythonFlags, taskVariables } from './task-variables.ts';

const inherited = {
  HOME: '/home/ada',
  PATH: '/usr/bin',
  MINE: '1',
  PYTHONPATH: '/x',
  PYTHONHOME: '/y',
  VIRTUAL_ENV: '/v',
  CONDA_PREFIX: '/c',
  NONE: undefined,
};
const variables = { SSL_CERT_FILE: '/env/cert.pem', MINE: '2' };
const kept = { HOME: '/home/ada', PATH: '/env/bin:/usr/bin', ...variables };

test("a frozen environment gets what is the user's, but what leads to modules elsewhere", () => {
  const python = { python: '/env/bin/python3', environment: digestOf('an environment'), variables };
  expect(taskVariables(inherited, python)).toEqual(kept);
  expect(pythonFlags(python)).toEqual(['-I', '-B']);
});

test("the machine's own Python gets all but what leads to other Pythons", () => {
  const python = { python: '/env/bin/python3', variables };
  expect(taskVariables(inherited, python)).toEqual({ ...kept, PYTHONPATH: '/x', VIRTUAL_ENV: '/v', CONDA_PREFIX: '/c' });
  expect(pythonFlags(python)).toEqual(['-B']);
});

test('without a PATH there is the usual one', () => {
  expect(taskVariables({}, { python: '/env/bin/python3', variables: {} })).toEqual({ PATH: '/env/bin:/usr/local/bin:/usr/bin:/bin' });
});
