"""The conversation with the tool that talks to buckets, and the folder for what it brings."""

import itertools
import os
import threading

from .._exceptions import FrazilException
from ._exceptions import exception_of

# So many at once in one question: its text has a limit.
_AT_ONCE = 10_000


def connection():
    """The conversation that the client has as well."""
    from .._load import import_own

    return import_own("frazil.client._connection").connection()


def ask_for_each(ask, name, items, **details):
    """The answers to a question about many items, in their order."""
    answers = []
    for begin in range(0, len(items), _AT_ONCE):
        with _ours():
            answers += connection().ask(ask, **details, **{name: items[begin : begin + _AT_ONCE]})
    return answers


def listed(prefixes, is_deep):
    """What begins with prefixes, as (number of the prefix, url, size)."""
    if not prefixes:
        return []
    with _ours():
        found = list(connection().iterate("s3-list", prefixes=prefixes, isDeep=is_deep))
    return [(each["prefix"], each["url"], each.get("size")) for each in found]


class _ours:
    # A failure of the tool as an exception of S3.
    def __enter__(self):
        pass

    def __exit__(self, _kind, error, _traceback):
        if isinstance(error, FrazilException):
            raise exception_of(error) from None


class Folder:
    """A folder for what is downloaded, made when something is."""

    def __init__(self, root):
        self._root = os.path.abspath(root or os.environ.get("METAFLOW_TEMPDIR") or ".")
        self._lock = threading.Lock()
        self._path = None
        self._owner = None
        self._numbers = itertools.count()

    def new(self, url):
        """The path of a file to be."""
        name = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in url.rstrip("/").rpartition("/")[2])
        return os.path.join(self._made(), "%d-%s" % (next(self._numbers), name.encode()[-100:].decode(errors="ignore")))

    def remove(self):
        """Removes it with all that is in it. A process that was forked off its maker's has to leave it."""
        with self._lock:
            path, self._path = self._path, None
        if path is not None and self._owner == os.getpid():
            import shutil

            shutil.rmtree(path, ignore_errors=True)

    def _made(self):
        with self._lock:
            if self._path is None:
                import atexit
                import tempfile

                self._path = tempfile.mkdtemp(prefix="metaflow.s3.", dir=self._root)
                self._owner = os.getpid()
                atexit.register(self.remove)
            return self._path
