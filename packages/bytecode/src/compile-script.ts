/**
 * The program that the interpreter runs to compile modules. It reads requests from standard input (length and bytes of a name,
 * length and bytes of a source) and answers each, in order, with length and bytes of a marshalled code object preceded by the
 * 16 bytes of an unchecked-hash pyc header, or with length 0 for what doesn't compile. First it tells its version and cache tag.
 */
export const COMPILE_SCRIPT = String.raw`
import sys, marshal, _imp
import _frozen_importlib_external as external

read, write = sys.stdin.buffer.read, sys.stdout.buffer.write

def answer(content):
    write(len(content).to_bytes(4, 'little'))
    write(content)
    sys.stdout.buffer.flush()

def request():
    length = read(4)
    return read(int.from_bytes(length, 'little')) if length else None

def compiled(name, source):
    try:
        code = compile(source, name, 'exec', 0, True, 0)
    except Exception:
        return b''
    header = external.MAGIC_NUMBER + b'\1\0\0\0' + _imp.source_hash(external._RAW_MAGIC_NUMBER, source)
    return header + marshal.dumps(code)

answer(('%d.%d %s' % (sys.version_info[:2] + (sys.implementation.cache_tag,))).encode())
name = request()
while name is not None:
    answer(compiled(name.decode(), request()))
    name = request()
`;
