"""Where the compiled form of our own modules is kept: beside them, or, where nothing can be written, in the cache of FRAZIL_HOME.

It comes before the packages of this folder, whose import is what it is about."""

import os
import sys


def keep(folder):
    """Lets modules that are imported from now on leave their compiled form. What the user's folders hold is nothing of ours: see `leave_alone`."""
    sys.dont_write_bytecode = False
    compiled = "%s/frazil/__pycache__/__init__.%s.pyc" % (folder, sys.implementation.cache_tag)
    if os.access(folder, os.W_OK) or os.path.exists(compiled):
        return
    cache = os.path.abspath(os.path.expanduser(os.environ.get("FRAZIL_HOME") or "~/.frazil")) + "/cache"
    if os.path.isdir(cache):
        sys.pycache_prefix = cache + "/bytecode"


def leave_alone():
    """Ends that."""
    sys.dont_write_bytecode = True
    sys.pycache_prefix = None
