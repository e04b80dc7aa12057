import type { EnvironmentRequest, LockedEnvironment, LockedPackage } from '@frazil/core';
import { expect, test } from 'vitest';
import { createConda } from '../create-conda.ts';
import { NO_WHEELS } from '../testing/scene.ts';

const REQUEST: EnvironmentRequest = { ecosystem: 'conda', python: '3.11', packages: { numpy: '1.26.4', 'ice::Scipy': '>=1' } };
const platforms: LockedPackage['files'][number]['platforms'] = ['linux-x86_64'];
const numpy: LockedPackage = {
  name: 'numpy',
  version: '1.26.4',
  channel: 'ice',
  why: ['request'],
  files: [{ file: 'numpy-1.26.4-0.conda', subdir: 'linux-64', sha256: '0'.repeat(64), uploaded: '2024-02-05T10:00:00Z', platforms }],
};
const scipy: LockedPackage = {
  ...numpy,
  name: 'scipy',
  version: '1.11',
  files: [{ file: 'scipy', sha256: '0'.repeat(64), uploaded: '2025-01-01T00:00:00Z', platforms }],
};
const LOCKED: LockedEnvironment = { steps: ['start'], request: REQUEST, interpreters: [], packages: [numpy, scipy] };

const wheels = { ...NO_WHEELS, timeOfPins: () => '2024-06-01T00:00:00Z', staleness: () => 'the wheels are old' };
const conda = createConda({ wheels, cacheDirectory: '/nowhere', variables: {} });

test.each<[string, EnvironmentRequest, RegExp | undefined]>([
  ['nothing changed', REQUEST, undefined],
  ['a package is written otherwise', { ...REQUEST, packages: { numpy: ' 1.26.4', 'ice::scipy': '>=1' } }, undefined],
  ['another ecosystem', { ...REQUEST, ecosystem: 'pypi' }, /conda, and pypi/],
  ['another Python', { ...REQUEST, python: '3.12' }, /Python 3\.11/],
  ['another date', { ...REQUEST, excludeNewer: '2024-01-01' }, /as of no date/],
  ['other channels', { ...REQUEST, channels: ['team'] }, /other channels/],
  ['one more package', { ...REQUEST, packages: { ...REQUEST.packages, perl: '' } }, /perl is asked for/],
  ['one less', { ...REQUEST, packages: { numpy: '1.26.4' } }, /scipy >=1 is not asked for/],
  ['packages of PyPI', { ...REQUEST, pypi: { six: '' } }, /packages of PyPI/],
])('staleness: %s', (_, request, reason) => {
  const said = conda.staleness(LOCKED, request);
  if (reason === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(reason);
});

test('staleness: what the lock lacks, and what is said of wheels', () => {
  expect(conda.staleness({ ...LOCKED, packages: [numpy] }, REQUEST)).toBe('it has no scipy');
  const request: EnvironmentRequest = { ...REQUEST, pypi: { six: '' } };
  expect(conda.staleness({ ...LOCKED, request }, request)).toBe('the wheels are old');
});

test('the time of pins is a day after the newest exact one, of either kind', () => {
  expect(conda.timeOfPins(REQUEST, LOCKED.packages)).toBe('2024-02-06T10:00:00Z');
  expect(conda.timeOfPins({ ...REQUEST, pypi: { six: '1' } }, LOCKED.packages)).toBe('2024-06-01T00:00:00Z');
  expect(conda.timeOfPins({ ...REQUEST, packages: { numpy: '>=1' } }, LOCKED.packages)).toBeUndefined();
});

test('files say what they need', () => {
  const [file] = numpy.files;
  if (file === undefined) throw new Error('no file');
  expect([conda.compiles(file), conda.compiles({ ...file, subdir: 'noarch' })]).toEqual([false, true]);
  const { subdir: _, ...wheel } = file;
  expect([conda.compiles(wheel), conda.recipe(wheel, '3.11.7')]).toEqual([true, 'wheel']);
  expect(conda.recipe(file, '3.11.7')).toBe(conda.recipe(file, '3.12.1'));
  expect(conda.recipe({ ...file, subdir: 'noarch' }, '3.11.7')).not.toBe(conda.recipe({ ...file, subdir: 'noarch' }, '3.12.1'));
});
