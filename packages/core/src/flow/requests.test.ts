import { expect, test } from 'vitest';
import type { Decorator, Flow } from './flow.ts';
import { environmentRequests, type RequestOptions } from './requests.ts';

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
