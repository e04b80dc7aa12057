"""A card never fails its task: what is wrong with it is said, once each."""

import sys

_said = set()


def warn(message):
    """Says something on standard error that wasn't said before."""
    if message not in _said:
        _said.add(message)
        print("card: %s" % message, file=sys.stderr)
