"""Reads one flow file and prints `{"flow": ...}` or `{"problems": [...]}`.

A second argument, JSON, has what the command line says of the flow: `configs` and `configValues`, files and texts by name,
`with`, decorators for all steps, and `deploy`, whether parameters get the values of their defaults now."""

import os
import sys

from .._wire import dumps, loads
from .problems import Unreadable
from .reader import read


def main():
    """Reads the file named on the command line. Does not return."""
    path = os.path.abspath(sys.argv[1])
    given = loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    sys.argv = [path]
    # What the flow prints while it is read goes to standard error.
    output = os.dup(1)
    os.dup2(2, 1)
    try:
        result = {"flow": read(path, given)}
    except Unreadable as error:
        result = {"problems": error.problems}
    _write(output, dumps(result).encode())
    # The flow's threads and exit handlers are of no interest.
    os._exit(0)


def _write(descriptor, content):
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
