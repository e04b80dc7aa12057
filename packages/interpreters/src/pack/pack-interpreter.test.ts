import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackLayers } from '@frazil/layers';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, HOST, newestPython, recordingContext, temporaryFolder } from '../testing/machine.ts';
import { minorOf } from '../version.ts';
import { packInterpreter } from './pack-interpreter.ts';

afterEach(cleanUp);

const SOURCE = 'def f():\n    return [lambda: None, f.__code__.co_filename]\n';
const FILES = `
import marshal, sys
def files(code):
    return {code.co_filename}.union(*[files(c) for c in code.co_consts if hasattr(c, 'co_code')])
print(sorted(files(marshal.loads(open(sys.argv[1], 'rb').read()[16:]))))
`;

/** Packs a library of one module, which was compiled here and then changed by `change`; gives the `.pyc` of the layer. */
async function packedCode(change: (source: string, pyc: string) => void): Promise<{ python: string; pyc: string }> {
  const { executable, version } = await newestPython();
  const folder = await temporaryFolder();
  const minor = minorOf(version);
  const name = `m.cpython-${minor.replace('.', '')}.pyc`;
  const source = join(folder, 'm.py');
  mkdirSync(join(folder, '__pycache__'));
  writeFileSync(source, SOURCE);
  const made = join(folder, '__pycache__', name);
  execFileSync(executable, ['-c', 'import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2])', source, made]);
  change(source, made);
  const context = recordingContext();
  const output = join(folder, 'layer');
  const entries = [{ kind: 'file', path: `lib/python${minor}/m.py`, executable: false, content: { file: source } }] as const;
  const facts = { version, provider: 'installed', platform: HOST };
  const reference = await packInterpreter({ entries, facts, compiler: executable, output }, context);
  await unpackLayers([{ source: { kind: 'file', path: output }, reference }], join(folder, 'prefix'), { signal: context.signal });
  return { python: executable, pyc: join(folder, 'prefix', `lib/python${minor}/__pycache__`, name) };
}

test('what was compiled on this machine is taken, under the name that it has in the prefix', async () => {
  // Another constant of the same length in the code alone shows where it came from.
  const { python, pyc } = await packedCode((_, made) => {
    writeFileSync(made, Buffer.from(readFileSync(made).toString('latin1').replace('<lambda>', '<lampda>'), 'latin1'));
  });
  expect(readFileSync(pyc).includes('<lampda>')).toBe(true);
  expect(readFileSync(pyc).readUInt32LE(4)).toBe(1);
  const said = execFileSync(python, ['-c', FILES, pyc], { encoding: 'utf8' }).trim();
  expect(said).toMatch(/^\['lib\/python3\.\d+\/m\.py'\]$/);
});

test.each([
  ['was made of an older source', (source: string) => utimesSync(source, 1, 1)],
  ['was made of a source of another size', (source: string) => writeFileSync(source, `${SOURCE}# more\n`)],
  ['is cut off', (_: string, made: string) => writeFileSync(made, readFileSync(made).subarray(0, 40))],
  [
    'is of another version',
    (_: string, made: string) => writeFileSync(made, Buffer.concat([Buffer.alloc(4), readFileSync(made).subarray(4)])),
  ],
])('code that %s is compiled anew', async (_, damage) => {
  const { pyc } = await packedCode((source, made) => {
    writeFileSync(made, Buffer.from(readFileSync(made).toString('latin1').replace('<lambda>', '<lampda>'), 'latin1'));
    damage(source, made);
  });
  expect(readFileSync(pyc).includes('<lambda>')).toBe(true);
  expect(readFileSync(pyc).includes('<lampda>')).toBe(false);
});
