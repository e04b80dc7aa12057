"""Who runs a flow, for programs that ask outside of a task."""

import os

from ._current import current


def get_username():
    """The user's name, as runs are tagged with; None when nothing says it."""
    if current.username:
        return current.username
    names = (os.environ.get(variable) for variable in ("METAFLOW_USER", "SUDO_USER", "USERNAME", "USER"))
    return next((name for name in names if name), None)
