import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPythons, makeChannel, realPackages } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram } from './faults/testing/start-program.ts';
import { canMount, within } from './faults/testing/within.ts';
import { type BuiltCommand, buildCommand } from './testing/command.ts';

const PLAIN = `
import sys
from metaflow import FlowSpec, pypi_base, step

@pypi_base(python='3.11')
class Plain(FlowSpec):
    @step
    def start(self):
        print(sys.prefix, '%d.%d.%d' % sys.version_info[:3])
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == '__main__':
    Plain()
`;

const ICY = `
import os, subprocess, sys
from metaflow import FlowSpec, conda, pypi, step

def call(name, *words):
    return subprocess.check_output([os.path.join(sys.prefix, 'bin', name), *words], text=True).strip()

class Icy(FlowSpec):
    @conda(packages={'numpy': '1.26.4', 'libice': '', 'charset-normalizer': '3.3.2'}, python='3.11')
    @step
    def start(self):
        import numpy
        self.total = int(numpy.arange(4).sum())
        print('library', call('ice-config') == os.path.join(sys.prefix, 'lib'), call('normalizer', '--version')[:24])
        self.next(self.mixed)

    @conda(libraries={'ice::six': '1.16.0'}, python='3.11')
    @pypi(packages={'python-dateutil': '2.8.2'})
    @step
    def mixed(self):
        import dateutil.parser, importlib.metadata, six
        names = sorted(each.metadata['Name'] for each in importlib.metadata.distributions())
        print('mixed', names, six.__version__, dateutil.parser.parse('2023-10-15').year)
        self.next(self.end)

    @pypi(packages={'six': '1.17.0'}, python='3.11')
    @step
    def end(self):
        import six
        print('end', six.__version__, self.total)

if __name__ == '__main__':
    Icy()
`;

const CONDA_ALONE = `
from metaflow import FlowSpec, conda, step

class Alone(FlowSpec):
    @conda(packages={'numpy': '1.26.4', 'libice': ''}, python='3.11')
    @step
    def start(self):
        import numpy
        self.next(self.end)

    @conda(packages={'six': '1.16.0'}, python='3.11')
    @step
    def end(self):
        import six

if __name__ == '__main__':
    Alone()
`;

let command: BuiltCommand;
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('plain.py', PLAIN);
  await command.write('icy.py', ICY);
  const { stdout, stderr } = await command.run('plain.py run --platform linux-x86_64');
  const [, prefix, version] = /start\/0\] (\S+) (3\.11\.\d+)/.exec(stdout) ?? [];
  const program = findPythons().find(({ minor }) => minor === '3.11')?.python;
  if (prefix === undefined || version === undefined || program === undefined) throw new Error(`no Python was frozen: ${stderr}`);
  await makeChannel(join(command.folder, 'ice'), await realPackages({ prefix, version, program }), { isPacked: true });
  await rm(join(command.folder, 'home'), { recursive: true });
  variables = { FRAZIL_CONDA_CHANNELS: join(command.folder, 'ice') };
}, 300_000);
afterAll(() => command.remove());

test('a flow with @conda, @conda and @pypi, and @pypi: from a channel, then from the store alone', { timeout: 300_000 }, async () => {
  const first = await command.run('icy.py --environment=conda run', variables);
  expect(first.stderr).toContain('frozen  start: Python 3.11.');
  expect(first.exitCode).toBe(0);
  for (const line of ['library True Charset-Normalizer 3.3.2', "mixed ['python-dateutil', 'six'] 1.16.0 2023", 'end 1.17.0 6'])
    expect(first.stdout).toContain(line);
  const lock = await command.read('icy.py.lock');
  expect(lock).toContain('channel: ice');
  expect(lock).not.toContain(command.folder);

  // Nothing is there any more but the store and the lock.
  await rename(join(command.folder, 'ice'), join(command.folder, 'away'));
  await rm(join(command.folder, 'home', 'cache'), { recursive: true });
  const away = { ...variables, UV_OFFLINE: '1', UV_CACHE_DIR: join(command.folder, 'no-cache') };
  const second = await command.run('icy.py --environment=pypi run', away);
  expect(second.stderr).toContain('(unchanged)');
  expect(second.stderr).not.toMatch(/Resolving|Fetching|Making layers/);
  expect(second).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('end 1.17.0 6') });
  expect(await readdir(join(command.folder, 'home', 'cache'))).not.toContain('conda');
  expect(await command.read('icy.py.lock')).toBe(lock);

  const compile = async (words: string) => {
    const compiled = await command.run(`icy.py --frozen ${words} --platform linux-x86_64`, away);
    expect(compiled.exitCode, compiled.stderr).toBe(0);
    return compiled.stdout;
  };
  expect(JSON.parse(await compile('argo-workflows create --only-json'))).toMatchObject({ kind: 'WorkflowTemplate' });
  expect(await compile('airflow create')).toContain('KubernetesPodOperator');
});

test('a home that is moved, to a path with spaces and other letters', { timeout: 300_000 }, async () => {
  const moved = join(command.folder, 'a höme 🧊');
  await rename(join(command.folder, 'home'), moved);
  const { exitCode, stdout, stderr } = await command.run('icy.py --frozen run', { ...variables, FRAZIL_HOME: moved });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('library True Charset-Normalizer 3.3.2');
  await rename(moved, join(command.folder, 'home'));
});

// One attempt after the other on a disk that has a little more room each time: each is stopped a little later.
const ATTEMPTS = `far "$PLACE" || exit 99
for kilobytes in 40 30000 60000 100000 160000 2000000; do
  room "$PLACE" $kilobytes
  "$@" >/dev/null 2>"$OUT/$kilobytes.err"
  echo "$kilobytes $?"
  find "$PLACE" -name '*~*' -o -name '*.tmp' -o -name '*.part' -o -name '*.relocated'
done`;

test.runIf(canMount)('no room: said, nothing half written, and it works when there is room', { timeout: 600_000 }, async () => {
  const [home, out] = [join(command.folder, 'full'), join(command.folder, 'errors')];
  for (const folder of [home, out]) await mkdir(folder);
  await rename(join(command.folder, 'away'), join(command.folder, 'ice')).catch(() => undefined);
  await command.write('full.py', CONDA_ALONE);
  const words = [...within(ATTEMPTS, { PLACE: home, OUT: out }), process.execPath, join(command.folder, 'bundle', 'frazil.js')];
  const program = startProgram([...words, 'full.py', 'run', '--platform', 'linux-x86_64'], command.folder, {
    ...variables,
    ...{ FRAZIL_HOME: home, HOME: out, USER: 'ada', NO_COLOR: '1' },
  });
  const { stdout, stderr } = await program.outcome;
  const codes = stdout.trimEnd().split('\n');
  expect(
    codes.filter((line) => !/^\d+ [01]$/.test(line)),
    `${stdout}${stderr}`,
  ).toEqual([]);
  expect(codes.at(-1), await readFile(join(out, '2000000.err'), 'utf8')).toBe('2000000 0');
  for (const kilobytes of codes.filter((line) => line.endsWith(' 1')).map((line) => line.split(' ')[0])) {
    const said = await readFile(join(out, `${kilobytes}.err`), 'utf8');
    expect(said.match(/^error: /gm), said).toHaveLength(1);
    expect(said).toMatch(/room|ENOSPC/);
    expect(said).not.toMatch(/^ {4}at \S/m);
  }
});

test('what a channel lacks is said with the place where it was asked for', async () => {
  await rename(join(command.folder, 'away'), join(command.folder, 'ice')).catch(() => undefined);
  await command.write('lacking.py', ICY.replace("'numpy': '1.26.4'", "'nunpy': ''"));
  const lacking = await command.run('lacking.py run', variables);
  expect(lacking.exitCode).toBe(1);
  expect(lacking.stderr).toContain('error: lacking.py:9: There is no package nunpy in ice.');
  expect(lacking.stderr).toContain('Did you mean numpy?');
  await command.write('frozen.py', ICY);
  const frozen = await command.run('frozen.py run --frozen', variables);
  expect(frozen).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('there is no such file') });
});
