import { expect, test } from 'vitest';
import { taskVariables } from './task-variables.ts';

test('the user keeps what is theirs, but what leads to other Pythons', () => {
  const inherited = {
    HOME: '/home/ada',
    PATH: '/usr/bin',
    MINE: '1',
    PYTHONPATH: '/x',
    VIRTUAL_ENV: '/v',
    CONDA_PREFIX: '/c',
    NONE: undefined,
  };
  expect(taskVariables(inherited, '/env/bin/python3', { SSL_CERT_FILE: '/env/cert.pem', MINE: '2' })).toEqual({
    HOME: '/home/ada',
    PATH: '/env/bin:/usr/bin',
    MINE: '2',
    SSL_CERT_FILE: '/env/cert.pem',
  });
});

test('without a PATH there is the usual one', () => {
  expect(taskVariables({}, '/env/bin/python3', {})).toEqual({ PATH: '/env/bin:/usr/local/bin:/usr/bin:/bin' });
});
