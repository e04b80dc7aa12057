"""Reads one flow file and prints `{"flow": ..., "executable": ..., "additions": ...}`, or `{"problems": [...]}`: the flow, the path of this
Python, and what the flow needs beyond its folder, if anything.

Which file comes on standard input, for who starts this early doesn't know it yet: a JSON list of its absolute path and of an object,
which has what the command line says of the flow: `configs` and `configValues`, files and texts by name,
`with`, decorators for all steps, and `deploy`, whether parameters get the values of their defaults now."""

import os
import sys

from .._wire import dumps, loads
from .problems import Unreadable
from .quiet import flush
from .reader import read


def main():
    """Reads the file that is asked for. Does not return."""
    path, given = _asked()
    sys.argv = [path]
    # What the flow prints while it is read goes to standard error.
    output = os.dup(1)
    os.dup2(2, 1)
    try:
        flow, additions = read(path, given)
        result = {"flow": flow, "executable": sys.executable, **({"additions": additions} if additions else {})}
    except Unreadable as error:
        result = {"problems": error.problems}
    flush()
    _write(output, dumps(result).encode())
    # The flow's threads and exit handlers are of no interest.
    os._exit(0)


def _asked():
    request = b""
    while True:
        part = os.read(0, 1 << 16)
        if not part:
            break
        request += part
    if not request:
        # Whoever started this needs no flow.
        os._exit(0)
    # For the flow there is nothing to read.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return loads(request.decode())


def _write(descriptor, content):
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
