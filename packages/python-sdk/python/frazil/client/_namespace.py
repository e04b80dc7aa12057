"""The namespace: only objects with this tag are seen."""

import os

from .._current import current

_UNSET = object()
_current = _UNSET


def namespace(ns):
    """Switches to a namespace such as `user:ada`; None shows everything. Returns it."""
    global _current
    _current = ns
    return ns


def get_namespace():
    """The namespace that objects are seen in; None when all are seen."""
    if _current is not _UNSET:
        return _current
    return current.namespace if current.is_running_flow else default_namespace()


def default_namespace():
    """Switches to the namespace of whoever runs this. Returns it."""
    token = os.environ.get("METAFLOW_PRODUCTION_TOKEN")
    return namespace("production:" + token if token else "user:" + _username())


def _username():
    for name in ("METAFLOW_USER", "SUDO_USER", "USERNAME", "USER"):
        if os.environ.get(name):
            return os.environ[name]
    from getpass import getuser

    try:
        return getuser()
    except Exception:
        return "unknown"
