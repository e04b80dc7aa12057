import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPython } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Packed, pack, unpack } from './testing/pack-to-folder.ts';

const REQUIREMENTS = [
  'six==1.16.0',
  'certifi==2023.7.22',
  'markupsafe==2.1.3',
  'click==8.1.7',
  'attrs==23.1.0',
  'docutils==0.20.1',
  'numpy>=1.24,<2.2',
];
const WITH_COMMAND = 'charset-normalizer==3.3.2';

const python = findPython();
const sitePackages = `lib/python${python.minor}/site-packages`;
let folder = '';
let packed: Packed[] = [];
let prefix = '';

function pip(...args: readonly string[]): string {
  return execFileSync(python.python, ['-m', 'pip', '--disable-pip-version-check', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  pip('download', '-q', '--no-deps', '--only-binary', ':all:', '-d', join(folder, 'wheels'), ...REQUIREMENTS, WITH_COMMAND);
  const wheels = readdirSync(join(folder, 'wheels')).sort();
  packed = [];
  for (const wheel of wheels) packed.push(await pack(join(folder, 'wheels', wheel), python, folder));
  prefix = await unpack(packed, join(folder, 'first place'));
  makeVirtual(prefix);
  // What follows is true at another place than where it was unpacked.
  renameSync(prefix, join(folder, 'another place'));
  prefix = join(folder, 'another place');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Gives a prefix an interpreter, as an interpreter's layer would. */
function makeVirtual(directory: string): void {
  const home = dirname(execFileSync(python.python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim());
  writeFileSync(join(directory, 'pyvenv.cfg'), `home = ${home}\ninclude-system-site-packages = false\n`);
  mkdirSync(join(directory, 'bin'), { recursive: true });
  symlinkSync(python.python, join(directory, 'bin', 'python3'));
}

type Tree = Map<string, { readonly content: string; readonly isExecutable: boolean }>;

/** Every file of a tree but those that ought to differ. */
function treeOf(directory: string): Tree {
  const tree: Tree = new Map();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const relative = path.slice(directory.length + 1);
    const isOwn = /\.dist-info\/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$|\.pyc$|^bin\/python3$|^pyvenv\.cfg$/.test(relative);
    if (!entry.isFile() || isOwn) continue;
    const content = readFileSync(path, 'latin1');
    const isScript = relative.startsWith('bin/');
    tree.set(relative, { content: isScript ? '' : content, isExecutable: (statSync(path).mode & 0o111) !== 0 });
  }
  return tree;
}

test('installs the files that pip installs', () => {
  const target = join(folder, 'pip');
  const wheels = readdirSync(join(folder, 'wheels')).map((wheel) => join(folder, 'wheels', wheel));
  pip('install', '-q', '--no-deps', '--no-index', '--no-compile', '--root-user-action=ignore', '--target', target, ...wheels);
  const ours: Tree = new Map([...treeOf(prefix)].map(([path, file]) => [path.replace(`${sitePackages}/`, ''), file]));
  const theirs = treeOf(target);
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  for (const [path, file] of theirs) {
    const same = ours.get(path);
    expect([path, same?.isExecutable, same?.content === file.content]).toEqual([path, file.isExecutable, true]);
  }
});

function run(code: string): string {
  return execFileSync(join(prefix, 'bin', 'python3'), ['-B', '-c', code], { encoding: 'utf8' });
}

test('importlib.metadata lists every file with its hash', () => {
  const checked = run(`
import base64, hashlib, importlib.metadata, os, sys
count = 0
listed = set()
for dist in importlib.metadata.distributions(path=[${JSON.stringify(join(prefix, sitePackages))}]):
    assert dist.read_text('INSTALLER') == 'frazil\\n'
    for file in dist.files:
        content = open(file.locate(), 'rb').read()
        listed.add(os.path.realpath(file.locate()))
        if file.hash is None:
            assert str(file).endswith(('.pyc', '/RECORD')), file
        else:
            digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, content).digest()).rstrip(b'=').decode()
            assert (digest, len(content)) == (file.hash.value, file.size), file
            count += 1
for folder, _, names in os.walk(${JSON.stringify(join(prefix, 'lib'))}):
    for name in names:
        assert os.path.realpath(os.path.join(folder, name)) in listed, name
print(count)
`);
  expect(Number(checked)).toBeGreaterThan(800);
});

test('pip finds nothing wrong', () => {
  const listed = pip('list', '--format', 'freeze', '--path', join(prefix, sitePackages));
  for (const requirement of ['six==1.16.0', 'certifi==2023.7.22', 'click==8.1.7', 'docutils==0.20.1'])
    expect(listed).toContain(requirement);
  const code = `import runpy, sys; sys.path.append(${JSON.stringify(join(dirname(dirname(python.python)), sitePackages))}); sys.argv = ['pip', 'check', '--disable-pip-version-check']; runpy.run_module('pip', run_name='__main__')`;
  expect(run(code)).toContain('No broken requirements found.');
});

test('scripts run from the moved prefix, of both kinds', () => {
  const outside = { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' }, cwd: tmpdir() } as const;
  expect(execFileSync(join(prefix, 'bin', 'normalizer'), ['--version'], outside)).toContain('3.3.2');
  const html = execFileSync(join(prefix, 'bin', 'rst2html5.py'), [], { ...outside, input: '*emphasis*\n' });
  expect(html).toContain('<em>emphasis</em>');
});

test('imports from the compiled modules, and says where their sources are', () => {
  const places = run(`
import sys, six, certifi, markupsafe, click, attr, docutils, numpy, numpy.core
print(numpy.arange(3).sum())
for module in (six, click, attr, numpy):
    assert module.__cached__ and open(module.__cached__, 'rb').read()[4] == 1, module
    assert module.__spec__.loader.get_code(module.__name__).co_filename == module.__file__
    print(module.__file__)
`);
  const [sum, ...files] = places.trim().split('\n');
  expect(sum).toBe('3');
  for (const file of files) expect(file.startsWith(join(prefix, sitePackages))).toBe(true);
});
