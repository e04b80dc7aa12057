import { digestOf, type Flow, planFlow } from '@frazil/core';
import { expect, test } from 'vitest';
import { machinePlatform } from './platform.ts';
import { parametersSetting, statusSetting, taskSettings, triggersSetting } from './settings.ts';

const all = {
  FRAZIL_STORE: 's3://bucket/prefix',
  FRAZIL_MANIFEST: digestOf('manifest'),
  FRAZIL_ENGINE: 'argo',
  FRAZIL_RUN: 'hello-x7k2p',
  FRAZIL_STEP: 'train--2',
  FRAZIL_PATH: '3-r2',
};

test('reads which task it is', () => {
  const settings = { store: 's3://bucket/prefix', manifest: digestOf('manifest'), engine: 'argo', run: 'argo-hello-x7k2p' };
  expect(taskSettings(all)).toEqual({ ...settings, username: 'argo', place: 'train--2', path: '3-r2', attempt: 0 });
  expect(taskSettings({ ...all, FRAZIL_ATTEMPT: '2', FRAZIL_USERNAME: 'ada' })).toMatchObject({ attempt: 2, username: 'ada' });
});

test.each(Object.keys(all))('says that %s is missing', (name) => {
  const code = 'worker.setting-missing';
  expect(() => taskSettings({ ...all, [name]: '' })).toThrow(expect.objectContaining({ code, details: { name } }));
});

test.each([
  ['FRAZIL_MANIFEST', 'sha256:abc'],
  ['FRAZIL_ENGINE', 'Argo/..'],
  ['FRAZIL_ATTEMPT', '-1'],
])('refuses %s=%s', (name, value) => {
  const code = 'worker.setting-invalid';
  expect(() => taskSettings({ ...all, [name]: value })).toThrow(expect.objectContaining({ code }));
});

test.each(['a b', 'a.b', 'x'.repeat(81)])('refuses the name of an execution that can not be found again: %j', (raw) => {
  const refused = expect.objectContaining({ code: 'worker.bad-run' });
  expect(() => taskSettings({ ...all, FRAZIL_ENGINE: 'sfn', FRAZIL_RUN: raw })).toThrow(refused);
  expect(taskSettings({ ...all, FRAZIL_ENGINE: 'airflow', FRAZIL_RUN: raw }).run).toMatch(/^airflow-/);
});

const flow: Flow = {
  name: 'F',
  file: 'f.py',
  doc: '',
  line: 1,
  decorators: [],
  parameters: ['n', 'text'].map((name) => ({
    attribute: name,
    name,
    type: 'str',
    required: false,
    help: '',
    hasComputedDefault: false,
    line: 1,
  })),
  steps: [{ name: 'start', line: 1, file: '', doc: '', decorators: [], isJoin: false, arity: 1, next: { kind: 'end' } }],
  python: '3.11.7',
};

test('reads the values of parameters, as text', () => {
  const plan = planFlow({ ...flow, steps: [...flow.steps] }, { environments: new Map() });
  expect(parametersSetting({}, plan)).toEqual({});
  expect(parametersSetting({ FRAZIL_PARAMETERS: '{"n":3,"text":"a","other":1}' }, plan)).toEqual({ n: '3', text: 'a' });
  expect(parametersSetting({ FRAZIL_PARAMETERS: '{"n":null,"text":{"a":[true]}}' }, plan)).toEqual({ text: '{"a":[true]}' });
  for (const value of ['{', '[]', '1']) {
    expect(() => parametersSetting({ FRAZIL_PARAMETERS: value }, plan)).toThrow(
      expect.objectContaining({ code: 'worker.setting-invalid' }),
    );
  }
});

test('reads how a run ended', () => {
  expect(statusSetting({ FRAZIL_STATUS: 'failed' })).toBe('failed');
  expect(() => statusSetting({ FRAZIL_STATUS: 'Succeeded' })).toThrow(expect.objectContaining({ code: 'worker.setting-invalid' }));
});

test('knows the platforms that there are environments for', () => {
  expect(machinePlatform({ platform: 'linux', arch: 'arm64' })).toBe('linux-aarch64');
  const code = 'worker.platform-unknown';
  expect(() => machinePlatform({ platform: 'linux', arch: 's390x' })).toThrow(expect.objectContaining({ code }));
});

test('reads which events started the run, beside the parameters', () => {
  const decorators = [
    { name: 'trigger', attributes: { event: 'snow' }, line: 1 },
    { name: 'trigger_on_finish', attributes: { flow: 'Lake' }, line: 1 },
  ];
  const plan = planFlow({ ...flow, decorators }, { environments: new Map() });
  const payload = { name: 'frazil.lake.done', id: 'Lake/argo-lake-x', timestamp: '1700000000', depth: 3 };
  const given = JSON.stringify({ n: '3', 'frazil-trigger-0': 'null', 'frazil-trigger-1': JSON.stringify(payload) });
  const run = { type: 'run', name: 'frazil.lake.done', id: 'Lake/argo-lake-x', timestamp: 1700000000 };
  expect(triggersSetting({ FRAZIL_PARAMETERS: given }, plan)).toEqual([run]);
  expect(parametersSetting({ FRAZIL_PARAMETERS: given }, plan)).toEqual({ n: '3' });
  expect(triggersSetting({}, plan)).toEqual([]);
});
