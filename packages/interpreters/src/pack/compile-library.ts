import type { Context } from '@frazil/core';
import { errors } from '../errors.ts';
import { runProgram } from '../run-program.ts';

/** A module to compile. */
export interface Source {
  /** Its path in the prefix, which is also the name that the code carries until it is imported. */
  readonly path: string;
  readonly content: Uint8Array;
  /** The `.pyc` that a Python of this machine made of this very content, when there is one. */
  readonly compiled: Uint8Array | undefined;
}

/**
 * Reads names, sources and what they were compiled to before (or nothing) from stdin, each with four bytes of length before it,
 * and answers with length and bytes of an unchecked-hash pyc, empty for what doesn't compile. Code that was compiled by the same
 * version is taken, under the new name: that takes a tenth of the time.
 */
const COMPILE_SCRIPT = String.raw`
import sys, marshal, importlib.util
import _imp
read, write = sys.stdin.buffer.read, sys.stdout.buffer.write
header = importlib.util.MAGIC_NUMBER + b'\1\0\0\0'
code_type = type((lambda: 0).__code__)
def take():
    return read(int.from_bytes(read(4), 'little'))
def renamed(code, name):
    constants = tuple([renamed(one, name) if type(one) is code_type else one for one in code.co_consts])
    return code.replace(co_filename=name, co_consts=constants)
def compiled(name, source, known):
    if known[:4] == header[:4]:
        try:
            return renamed(marshal.loads(memoryview(known)[16:]), name)
        except Exception:
            pass
    return compile(source, name, 'exec', 0, True, 0)
name = take().decode()
while name:
    source = take()
    known = take()
    try:
        pyc = header + importlib.util.source_hash(source) + marshal.dumps(compiled(name, source, known))
    except Exception:
        pyc = b''
    write(len(pyc).to_bytes(4, 'little') + pyc)
    name = take().decode()
`;

// Which objects a pyc shares depends on what was compiled before in the same process: as many shares on every machine.
const SHARES = 2;

/** Compiles modules with a Python of the same minor version; the same sources in the same order give the same bytes. Left out: what doesn't compile. */
export async function compileLibrary(
  python: string,
  sources: readonly Source[],
  context: Context,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const shares = Array.from({ length: SHARES }, (_, share) => sources.filter((_source, index) => index % SHARES === share));
  const compiled = await Promise.all(shares.map((share) => compileShare(python, share, context)));
  return new Map(compiled.flat());
}

async function compileShare(python: string, sources: readonly Source[], context: Context): Promise<[string, Uint8Array][]> {
  const input = Buffer.concat([
    ...sources.flatMap(({ path, content, compiled }) => [Buffer.from(path), content, compiled ?? NONE].flatMap(framed)),
    ...framed(NONE),
  ]);
  const output = await run(python, input, context);
  const compiled: [string, Uint8Array][] = [];
  let position = 0;
  for (const { path } of sources) {
    const length = output.readUInt32LE(position);
    position += 4 + length;
    if (length > 0) compiled.push([path, output.subarray(position - length, position)]);
  }
  return compiled;
}

const NONE = Buffer.alloc(0);

async function run(python: string, input: Uint8Array, context: Context): Promise<Buffer> {
  const failed = (reason: string, cause?: unknown) => errors.create('interpreters.compile-failed', { python, reason }, { cause });
  // Not -I, which would ignore the fixed hash seed along with the shell's settings; nothing of the shell's is passed on.
  const args = ['-s', '-S', '-B', '-W', 'ignore', '-c', COMPILE_SCRIPT];
  const variables = { PYTHONHASHSEED: '0' };
  const output = await runProgram({ path: python, arguments: args, variables, input, signal: context.signal }).catch((cause: unknown) => {
    context.signal.throwIfAborted();
    throw failed(cause instanceof Error ? cause.message : String(cause), cause);
  });
  if (output.exitCode !== 0) throw failed(output.stderr.toString().trim().split('\n').at(-1) || `exit code ${output.exitCode}`);
  return output.stdout;
}

function framed(content: Uint8Array): Uint8Array[] {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return [length, content];
}
