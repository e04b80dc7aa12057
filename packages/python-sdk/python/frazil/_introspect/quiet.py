"""Keeps what a flow's file prints from being shown once more: the process that became the tool has run it already."""

import os
import sys


def flush():
    """Hands over what was printed so far: nobody does it when the process is left."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            # There is none, or the flow put something else in its place.
            continue


class Quiet:
    """While it is entered, standard output and standard error lead nowhere, if the parent has shown what would come."""

    def __enter__(self):
        self._kept = ()
        if os.environ.get("FRAZIL_SHOWN_BY") == str(os.getppid()):
            self._kept = [(descriptor, os.dup(descriptor)) for descriptor in (1, 2)]
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for descriptor, _ in self._kept:
                os.dup2(nowhere, descriptor)
            os.close(nowhere)

    def __exit__(self, *_details):
        if self._kept:
            flush()
        for descriptor, kept in self._kept:
            os.dup2(kept, descriptor)
            os.close(kept)
