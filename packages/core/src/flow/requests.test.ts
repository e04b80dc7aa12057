import { expect, test } from 'vitest';
import type { Decorator, Flow } from './flow.ts';
import { environmentRequests, placeOfRequest, type RequestOptions } from './requests.ts';

type Attributes = Decorator['attributes'];

function requests(base: Attributes | undefined, own: Attributes | undefined, options?: RequestOptions) {
  const decorators = (name: string, attributes: Attributes | undefined) => (attributes ? [{ name, attributes, line: 1 }] : []);
  const place = { line: 1, file: 'flow.py', doc: '', isJoin: false, arity: 1 };
  const flow: Flow = {
    ...{ name: 'F', file: 'flow.py', doc: '', line: 1, parameters: [], python: '3.11.7' },
    decorators: decorators('pypi_base', base),
    steps: [
      { ...place, name: 'start', decorators: decorators('pypi', own), next: { kind: 'linear', target: 'end', line: 1 } },
      { ...place, name: 'end', decorators: [], next: { kind: 'end' } },
    ],
  };
  return Object.fromEntries(environmentRequests(flow, options));
}

const EMPTY = { ecosystem: 'pypi', python: '3.11.7', packages: {} };

test('with any @pypi every step has a request, undecorated ones an empty one', () => {
  expect(requests(undefined, { python: '3.10.11', packages: { pandas: '2.1.1' } })).toEqual({
    start: { ecosystem: 'pypi', python: '3.10.11', packages: { pandas: '2.1.1' } },
    end: EMPTY,
  });
});

test('without any @pypi there are environments only when they are asked for', () => {
  expect(requests(undefined, undefined)).toEqual({ start: undefined, end: undefined });
  expect(requests(undefined, undefined, { environment: 'pypi' })).toEqual({ start: EMPTY, end: EMPTY });
});

test('local switches them off', () => {
  expect(requests({ packages: { a: '1' } }, {}, { environment: 'local' })).toEqual({ start: undefined, end: undefined });
});

test('a step adds to the base and overrides it, however names are spelled', () => {
  const base = { python: '3.10', packages: { Typing_Extensions: '4', numpy: '1' } };
  expect(requests(base, { python: '3.12', packages: { 'typing-extensions': '5', attrs: '' } })).toEqual({
    start: { ecosystem: 'pypi', python: '3.12', packages: { attrs: '', numpy: '1', 'typing-extensions': '5' } },
    end: { ecosystem: 'pypi', python: '3.10', packages: { Typing_Extensions: '4', numpy: '1' } },
  });
});

test.each([
  ['3.10.*', '3.10'],
  ['==3.10.11', '3.10.11'],
  [' == 3.10.*', '3.10'],
])('Python %j is Python %s', (python, meant) => {
  expect(requests({ python, packages: {} }, undefined)).toMatchObject({ start: { python: meant }, end: { python: meant } });
});

test('disabled means the machine own Python, and a step may enable what the base disables', () => {
  expect(requests({ disabled: true }, undefined)).toEqual({ start: undefined, end: undefined });
  expect(requests({ disabled: true }, { disabled: false })).toEqual({ start: EMPTY, end: undefined });
});

test('the nearest exclude_newer counts: step, base, command line', () => {
  const options = { excludeNewer: '2021-01-01' };
  expect(requests({ exclude_newer: '2022-01-01' }, { exclude_newer: '2023-01-01' }, options)).toMatchObject({
    start: { excludeNewer: '2023-01-01' },
    end: { excludeNewer: '2022-01-01' },
  });
  expect(requests({}, {}, options)).toMatchObject({ end: { excludeNewer: '2021-01-01' } });
});

function mixed(base: readonly Decorator[], own: readonly Decorator[], options?: RequestOptions) {
  const place = { line: 7, file: 'flow.py', doc: '', isJoin: false, arity: 1 };
  const flow: Flow = {
    ...{ name: 'F', file: 'flow.py', doc: '', line: 1, parameters: [], python: '3.11.7' },
    decorators: [...base],
    steps: [
      { ...place, name: 'start', decorators: [...own], next: { kind: 'linear', target: 'end', line: 1 } },
      { ...place, name: 'end', decorators: [], next: { kind: 'end' } },
    ],
  };
  return { flow, requests: Object.fromEntries(environmentRequests(flow, options)) };
}

const as = (name: string, attributes: Attributes, line = 1): Decorator => ({ name, attributes, line });

test('@conda is a request of conda, and so is an undecorated step where nothing else is used', () => {
  const { requests } = mixed([], [as('conda', { packages: { numpy: '1.26.4' }, python: '3.11.5' })]);
  expect(requests).toEqual({
    start: { ecosystem: 'conda', python: '3.11.5', packages: { numpy: '1.26.4' } },
    end: { ecosystem: 'conda', python: '3.11.7', packages: {} },
  });
  expect(mixed([], [as('conda', {})], { environment: 'pypi' })).toEqual(mixed([], [as('conda', {})], { environment: 'conda' }));
  expect(mixed([], [], { environment: 'conda' }).requests.start).toEqual(EMPTY);
  expect(mixed([], [as('conda', {})], { environment: 'local' }).requests).toEqual({ start: undefined, end: undefined });
});

test('@conda and @pypi of one step are one request, the Python of @pypi first', () => {
  const conda = as('conda', { packages: { numpy: '1.26.4' }, python: '3.11.5', exclude_newer: '2024-01-01' });
  const pypi = as('pypi', { packages: { six: '1.16.0' }, python: '3.11.6' });
  expect(mixed([], [conda, pypi]).requests).toEqual({
    start: { ecosystem: 'conda', python: '3.11.6', packages: { numpy: '1.26.4' }, pypi: { six: '1.16.0' }, excludeNewer: '2024-01-01' },
    end: EMPTY,
  });
});

test('the bases of both count for every step, and a channel may be said', () => {
  const bases = [
    as('conda_base', { libraries: { numpy: '1', SciPy: '1' }, channels: ['team'] }),
    as('pypi_base', { packages: { six: '1' } }),
  ];
  const { requests } = mixed(bases, [as('conda', { packages: { 'conda-forge::Numpy': '2' } })]);
  const shared = { ecosystem: 'conda', python: '3.11.7', channels: ['team'], pypi: { six: '1' } };
  expect(requests).toEqual({
    start: { ...shared, packages: { 'conda-forge::Numpy': '2', SciPy: '1' } },
    end: { ...shared, packages: { SciPy: '1', numpy: '1' } },
  });
});

test('disabled of either kind means the machine own Python', () => {
  expect(mixed([as('pypi_base', {})], [as('conda', { disabled: true })]).requests).toEqual({ start: undefined, end: EMPTY });
});

test('the place of a package is the decorator that names it', () => {
  const bases = [as('conda_base', { packages: { numpy: '1' } }, 2), as('pypi_base', { packages: { six: '1' } }, 3)];
  const { flow } = mixed(bases, [as('pypi', { packages: {} }, 6), as('conda', { packages: { 'c::scipy': '1' } }, 5)]);
  const line = (name?: string) => placeOfRequest(flow, 'start', name)?.line;
  expect([line('numpy'), line('Six'), line('scipy'), line(), line('other')]).toEqual([2, 3, 5, 5, 5]);
  expect(placeOfRequest(flow, 'end')).toEqual({ file: 'flow.py', line: 2 });
});
