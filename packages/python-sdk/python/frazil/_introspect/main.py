"""Reads one flow file and prints `{"flow": ...}` or `{"problems": [...]}`."""

import os
import sys

from .._wire import dumps
from .problems import Unreadable
from .reader import read


def main():
    """Reads the file named on the command line. Does not return."""
    path = os.path.abspath(sys.argv[1])
    sys.argv = [path]
    # What the flow prints while it is read goes to standard error.
    output = os.dup(1)
    os.dup2(2, 1)
    try:
        result = {"flow": read(path)}
    except Unreadable as error:
        result = {"problems": error.problems}
    _write(output, dumps(result).encode())
    # The flow's threads and exit handlers are of no interest.
    os._exit(0)


def _write(descriptor, content):
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
