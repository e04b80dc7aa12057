import { execFileSync } from 'node:child_process';
import { Platform } from '@frazil/core';
import { findPythons } from '@frazil/uv';
import { expect, test } from 'vitest';
import { evaluateMarker } from './marker.ts';
import { formatRequirement, parseRequirement, pinOf } from './requirement.ts';
import { meets, parseSpecifiers } from './specifiers.ts';
import { supportedTags } from './tags.ts';
import { markerEnvironment } from './target.ts';
import { compareVersions, parseVersion } from './version.ts';
import { parseWheelName } from './wheel-name.ts';

// The oracle is Python's own `packaging`, as pip carries it; from 22 on it knows PEP 440 only.
const PROBE = 'import sys; from pip._vendor import packaging as p; sys.exit(int(p.__version__.split(".")[0]) < 22)';
const python = (await findPythons(process.env)).concat(pyenv()).find((path) => runs(path));

/** Versions of Python that a version manager keeps beside the PATH. */
function pyenv(): string[] {
  const root = process.env.PYENV_ROOT ?? `${process.env.HOME}/.pyenv`;
  return ['3.13.0', '3.12.1', '3.11.7'].map((version) => `${root}/versions/${version}/bin/python3`);
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ['-c', PROBE], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function ask(script: string, input: unknown): unknown {
  const prelude = 'import json, sys\nfrom pip._vendor.packaging import version, specifiers, markers, tags\ndata = json.load(sys.stdin)\n';
  const output = execFileSync(python ?? 'python3', ['-c', prelude + script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return JSON.parse(output);
}

let seed = 42;
function pick<Item>(items: readonly Item[]): Item {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  const item = items[Math.floor((seed / 2 ** 32) * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick');
  return item;
}

function randomVersion(): string {
  const number = () => pick(['0', '1', '2', '3', '10', '11', '2023', '007']);
  const release = Array.from({ length: pick([1, 2, 2, 3, 3, 4]) }, number).join('.');
  const pre = pick(['', '', '', 'a1', 'b2', 'rc1', '.alpha', '-beta.3', 'c4', '_pre5', 'RC']);
  const post = pick(['', '', '', '.post1', '-2', 'rev3', '.r', 'post']);
  const dev = pick(['', '', '', '.dev1', 'dev', '-dev_4']);
  const local = pick(['', '', '', '+local', '+1.2', '+abc.7', '+ubuntu-1', '+1.a']);
  return pick(['', '', '', 'v', '1!', '0!']) + release + pre + post + dev + local;
}

function randomSpecifier(): string {
  const operator = pick(['~=', '==', '!=', '<=', '>=', '<', '>', '==']);
  const suffix = operator === '==' || operator === '!=' ? pick(['', '', '.*']) : '';
  // packaging reads a `~=` in other than its normal form letter by letter, and misreads it.
  const version =
    operator === '~='
      ? `${pick(['1', '2', '10'])}.${pick(['0', '1', '11.2'])}${pick(['', '', 'rc1', '.post1', '.dev2'])}`
      : randomVersion();
  return operator + pick(['', ' ']) + version + suffix;
}

test.skipIf(python === undefined)('versions are read and ordered as packaging does', () => {
  const texts = [...Array.from({ length: 3000 }, randomVersion), '1.0-', '', 'x', '1..2', '1.0+', '1.0.post.dev', '1!'];
  const pairs = Array.from({ length: 6000 }, () => [randomVersion(), randomVersion()] as const);
  const script = `
def valid(text):
    try: version.Version(text); return True
    except version.InvalidVersion: return False
def order(a, b):
    a, b = version.Version(a), version.Version(b)
    return (a > b) - (a < b)
print(json.dumps([[valid(t) for t in data[0]], [order(a, b) for a, b in data[1]]]))`;
  const mine = [texts.map((text) => parseVersion(text) !== undefined), pairs.map(([a, b]) => compare(a, b))];
  expect(mine).toEqual(ask(script, [texts, pairs]));
});

function compare(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === undefined || right === undefined) throw new SyntaxError(`${a} or ${b}`);
  return Math.sign(compareVersions(left, right));
}

test.skipIf(python === undefined)('specifiers are read and met as packaging does', () => {
  const cases = Array.from({ length: 20_000 }, () => {
    const specifier = pick([randomSpecifier, () => `${randomSpecifier()}, ${randomSpecifier()}`])();
    return [pick([randomVersion, () => specifier.replace(/^[~=!<>]+ ?|, .*|\.\*$/g, '')])(), specifier] as const;
  });
  const script = `
def ask(v, s):
    try: parsed = specifiers.SpecifierSet(s)
    except specifiers.InvalidSpecifier: return None
    try: return parsed.contains(v, prereleases=True)
    except version.InvalidVersion: return False
print(json.dumps([ask(v, s) for v, s in data]))`;
  const answers = ask(script, cases);
  const mine = cases.map(([version, text]) => {
    const specifiers = parseSpecifiers(text);
    return specifiers === undefined ? null : meets(version, specifiers);
  });
  const wrong = cases.map((one, index) => [...one, mine[index], Array.isArray(answers) ? answers[index] : undefined]);
  expect(wrong.filter(([, , a, b]) => a !== b)).toEqual([]);
});

test.skipIf(python === undefined)('markers hold as packaging says', () => {
  const comparison = () => {
    const versions = ["'3.8'", "'3.10'", "'3.10.11'", "'3.11'", "'3.10.*'"];
    const words = ["'linux'", "'darwin'", "'x86_64'", "'arm64'", "'CPython'", "'posix'", "'Linux'", "'win32'"];
    const names = ['sys_platform', 'platform_machine', 'platform_system', 'os_name', 'platform_python_implementation'];
    if (pick([true, false])) return `${pick(names)} ${pick(['==', '!=', 'in', 'not in'])} ${pick(words)}`;
    const operator = pick(['<', '>=', '==', '!=', '<=', '>', '~=']);
    const value = pick(versions);
    return `${pick(['python_version', 'python_full_version'])} ${value.includes('*') ? '==' : operator} ${value}`;
  };
  const marker = (depth: number): string => {
    if (depth === 0) return comparison();
    const joined = `${marker(depth - 1)} ${pick(['and', 'or'])} ${marker(depth - 1)}`;
    return pick([`(${joined})`, joined]);
  };
  const cases = Platform.options.flatMap((platform) => {
    const environment = markerEnvironment(platform, pick(['3.10.11', '3.8.18', '3.11.0', '3.12.1']));
    return Array.from({ length: 500 }, () => [marker(pick([0, 1, 2])), environment] as const);
  });
  const mine = cases.map(([text, environment]) => evaluateMarker(text, environment));
  expect(mine).toEqual(ask('print(json.dumps([markers.Marker(m).evaluate(e) for m, e in data]))', cases));
});

test.skipIf(python === undefined)('tags are those of packaging, in order', () => {
  const script = `
def platforms(name):
    system, machine = name.split('-')
    if system == 'osx': return list(tags.mac_platforms((13, 0), machine))
    former = {17: 'manylinux2014', 12: 'manylinux2010', 5: 'manylinux1'}
    names = [n for g in range(28, 4 if machine == 'x86_64' else 16, -1) for n in [f'manylinux_2_{g}', former.get(g)] if n]
    return [f'{n}_{machine}' for n in names] + [f'linux_{machine}']
def ask(name, minor):
    names = platforms(name)
    own = f'cp3{minor}'
    found = [*tags.cpython_tags((3, minor), [own], names), *tags.compatible_tags((3, minor), own, names)]
    return list(dict.fromkeys(str(t) for t in found))
print(json.dumps([ask(*one) for one in data]))`;
  const cases = Platform.options.flatMap((platform) => [8, 10, 13].map((minor) => [platform, minor] as const));
  expect(cases.map(([platform, minor]) => supportedTags(`3.${minor}.1`, platform))).toEqual(ask(script, cases));
});

test('an arbitrary equality compares the text', () => {
  expect(['1.0', '1.0.0', 'V1.0'].map((version) => meets(version, parseSpecifiers('===v1.0') ?? fail()))).toEqual([false, false, true]);
});

test('a marker that is none throws', () => {
  const environment = markerEnvironment('linux-x86_64', '3.10.11');
  for (const text of [
    '',
    'python_version',
    'python_version <',
    "color == 'red'",
    "(os_name == 'posix'",
    "os_name == 'posix' os_name",
    '!',
  ]) {
    expect(() => evaluateMarker(text, environment)).toThrow(SyntaxError);
  }
});

test('requirements are read as people write them', () => {
  const line = (key: string, value: string) => {
    const requirement = parseRequirement(key, value);
    return requirement && formatRequirement(requirement);
  };
  expect(line('Pandas', '2.1.1')).toBe('pandas==2.1.1');
  expect(line('pandas', '==2.1.1')).toBe('pandas==2.1.1');
  expect(line('pandas[Parquet, aws]', '')).toBe('pandas[aws,parquet]');
  expect(line('x', ' >= 2, <3')).toBe('x<3,>=2');
  expect(line('x', '@ https://host/x-1.whl')).toBe('x @ https://host/x-1.whl');
  expect(line('x', 'latest')).toBeUndefined();
  expect(line('x y', '')).toBeUndefined();
  expect(['2.1', '==2.1', '==2.*', '>=2', '', '==2,<3'].map((value) => pinOf(parseRequirement('x', value) ?? fail()))).toEqual([
    '2.1',
    '2.1',
    ...Array(4).fill(undefined),
  ]);
});

function fail(): never {
  throw new SyntaxError('unreadable');
}

test('wheel names are read', () => {
  expect(parseWheelName('a_b-1.0-7x-py2.py3-none-any.whl')).toEqual({
    name: 'a_b',
    version: '1.0',
    build: 7,
    tags: ['py2-none-any', 'py3-none-any'],
  });
  expect(parseWheelName('a-1.0.tar.gz')).toBeUndefined();
});
