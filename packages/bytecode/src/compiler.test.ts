import { execFileSync } from 'node:child_process';
import { findPython, findPythons } from '@frazil/testkit';
import { expect, test } from 'vitest';
import { canonicalCode } from './canonical-code.ts';
import { codeLayoutOf } from './code-layout.ts';
import { type CompilerOptions, startCompiler } from './compiler.ts';
import { isCompiled, pycPathOf } from './pyc-path.ts';

// Everything that marshal can hold, and what makes plain marshalling differ from process to process.
const SOURCE = `# -*- coding: latin-1 -*-
'''A docstring, h\xe9.'''
from typing import List
x = [1, -1, 2**31, 2**70, -2**70, 1.5, -0.0, 1e300, 2j, b'bytes', 'text', '\\u2603 snow', '\\ud800', ..., None, True, False]
def f(a, *b, c=(1, (2, 'three', ('four',))), **d) -> List[int]:
    def inner(e=a):
        nonlocal a
        return a in {None, 'x', 'y', 3, 2.5, b'z', (1, None)}
    return [inner(i) for i in b] + x[1:2] + ['x', 'repeated text', 'repeated text', '${'long'.repeat(100)}']
class C:
    attribute = lambda self: 'repeated text'
    async def g(self):
        async with self as h:
            yield h
`;

const pythons = findPythons().filter(({ minor }) => codeLayoutOf(minor) !== undefined);

function options(python: string, minor: string, signal = new AbortController().signal): CompilerOptions {
  return {
    python,
    minor,
    layout: codeLayoutOf(minor) ?? { numbers: 0, objects: 0, objectsAfterLine: 0 },
    file: 'demo.whl',
    bytes: 1,
    signal,
  };
}

async function compileAll(python: string, minor: string, sources: readonly string[], bytes = 1) {
  const compiler = startCompiler({ ...options(python, minor), bytes });
  try {
    const pycs = sources.map((source, index) => compiler.compile(`lib/m${index}.py`, Buffer.from(source, 'latin1')));
    return await Promise.all(pycs);
  } finally {
    await compiler.stop();
  }
}

const SAME = `
import marshal, sys, _imp
import _frozen_importlib_external as external
source, pyc = (bytes.fromhex(line) for line in sys.stdin.read().split())
def by_value(o):
    if hasattr(o, 'co_code'):
        names = ('co_code co_consts co_names co_varnames co_freevars co_cellvars co_filename co_name co_qualname co_firstlineno co_linetable '
            'co_exceptiontable co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags')
        return [by_value(getattr(o, name, None)) for name in names.split()]
    if isinstance(o, tuple): return [by_value(i) for i in o]
    if isinstance(o, frozenset): return sorted(repr(by_value(i)) for i in o)
    return repr(o)
code = compile(source, 'lib/m0.py', 'exec', dont_inherit=True)
loaded = marshal.loads(pyc[16:])
assert by_value(code) == by_value(loaded)
assert pyc[:16] == external.MAGIC_NUMBER + b'\\1\\0\\0\\0' + _imp.source_hash(external._RAW_MAGIC_NUMBER, source)
exec(loaded, {'__name__': 'm'})
`;

test.each(pythons)('$version loads what was compiled, as an equal object', async ({ python, minor }) => {
  const [pyc] = await compileAll(python, minor, [SOURCE]);
  const input = `${Buffer.from(SOURCE, 'latin1').toString('hex')}\n${Buffer.from(pyc ?? []).toString('hex')}`;
  execFileSync(python, ['-c', SAME], { input });
});

test.each(pythons)('$version gives the same bytes in any process, order and number of processes', async ({ python, minor }) => {
  const others = Array.from({ length: 20 }, (_, index) => `x, y, repeated, z${index} = 'repeated text', 'x', 'four', {None, 'y'}\n`);
  const alone = await compileAll(python, minor, [SOURCE]);
  const crowded = await compileAll(python, minor, [SOURCE, ...others], 1 << 24);
  const compiler = startCompiler(options(python, minor));
  for (const other of others) await compiler.compile('other.py', Buffer.from(other));
  const late = await compiler.compile('lib/m0.py', Buffer.from(SOURCE, 'latin1'));
  await compiler.stop();
  expect(alone[0]?.length).toBeGreaterThan(1000);
  expect(Buffer.from(crowded[0] ?? [])).toEqual(Buffer.from(alone[0] ?? []));
  expect(Buffer.from(late ?? [])).toEqual(Buffer.from(alone[0] ?? []));
});

test('leaves out what is not Python of this version', async () => {
  const { python, minor } = findPython();
  const sources = ['print "two"', 'x = (', 'a\0b', `${'('.repeat(500)}`, '# -*- coding: nonsense -*-', 'fine = 1', ''];
  const pycs = await compileAll(python, minor, sources);
  expect(pycs.map((pyc) => pyc !== undefined)).toEqual([false, false, false, false, false, true, true]);
});

test('refuses another minor version, a missing interpreter, one that dies, and one that talks nonsense', async () => {
  const { python, minor } = findPython();
  const attempt = async (compilerOptions: CompilerOptions) => {
    const compiler = startCompiler(compilerOptions);
    const outcome = await compiler.compile('x.py', Buffer.from('x')).catch((error: unknown) => error);
    await compiler.stop();
    return outcome;
  };
  expect(await attempt(options(python, '2.7'))).toMatchObject({ code: 'wheel.wrong-python', details: { expected: '2.7', actual: minor } });
  expect(await attempt(options('/nowhere/python3', minor))).toMatchObject({ code: 'wheel.compile-failed' });
  expect(await attempt(options('/bin/false', minor))).toMatchObject({
    code: 'wheel.compile-failed',
    details: { reason: expect.stringContaining('1') },
  });
  const layout = { numbers: 1, objects: 1, objectsAfterLine: 1 };
  expect(await attempt({ ...options(python, minor), layout })).toMatchObject({ code: 'wheel.compile-failed' });
});

test('ends at once when aborted', async () => {
  const { python, minor } = findPython();
  const abort = new AbortController();
  const compiler = startCompiler(options(python, minor, abort.signal));
  await compiler.cacheTag();
  const pending = compiler.compile('x.py', Buffer.from('x = 1\n'.repeat(200_000)));
  abort.abort(new Error('enough'));
  await expect(pending).rejects.toThrow('enough');
  await compiler.stop();
});

test('refuses bytes that are not a marshalled code object', () => {
  const layout = codeLayoutOf('3.10') ?? { numbers: 0, objects: 0, objectsAfterLine: 0 };
  for (const text of ['', 'N', 'c', 'i\0\0\0\0', '(\xff\xff\xff\xff', 'r\0\0\0\0', '?', 's\xff\xff\xff\x7f']) {
    expect(() => canonicalCode(Buffer.from(text, 'latin1'), layout)).toThrow(RangeError);
  }
});

test('knows what to compile and where to', () => {
  expect(['a.py', 'a/b.py', 'testing/c.py', 'tests.py'].every(isCompiled)).toBe(true);
  expect(['a.pyi', 'a/tests/b.py', 'test/c.py', 'a.txt'].some(isCompiled)).toBe(false);
  expect(pycPathOf('a/b.c.py', 'cpython-310')).toBe('a/__pycache__/b.c.cpython-310.pyc');
  expect(pycPathOf('a.py', 'cpython-310')).toBe('__pycache__/a.cpython-310.pyc');
});

test('keeps slices, which Python has as constants since 3.14', () => {
  const layout = { numbers: 0, objects: 1, objectsAfterLine: 0 };
  const [slice, again] = ['\xba(\x02\0\0\0N' + 'i\x01\0\0\0' + 'NN', 'r\0\0\0\0'];
  const code = `c(\x02\0\0\0${slice}${again}line`;
  expect(canonicalCode(Buffer.from(code, 'latin1'), layout).toString('latin1')).toBe(`c)\x02\xba)\x02N${'i\x01\0\0\0'}NNr\0\0\0\0line`);
});
