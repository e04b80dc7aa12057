"""The conversation with the command line tool, which reads stores: a child process, started at the first question."""

import json
import os
import threading

from .._exceptions import FrazilException, InvalidPathspec, NotFound, TaggingError

_EXCEPTIONS = {
    "client.not-found": NotFound,
    "runtime.run-missing": NotFound,
    "client.pathspec-invalid": InvalidPathspec,
    "client.tag-invalid": TaggingError,
    "client.tag-of-system": TaggingError,
}


class Connection:
    """Questions about one store, or about tasks that were spun; None is the store of the settings."""

    def __init__(self, store=None, variables=None, spins=False):
        self._store = store
        self.has_spins = spins
        self._variables = variables
        self._lock = threading.RLock()
        self._process = None
        self._owner = None
        self._unwanted = []

    def ask(self, ask, **details):
        """The answer to a question. Raises what the tool says is wrong."""
        with self._lock:
            while self._unwanted and self._process is not None:
                self._exchange({"ask": "close", "cursor": self._unwanted.pop()})
            answer = self._exchange(dict(details, ask=ask))
        if "error" not in answer:
            return answer["value"]
        error = answer["error"]
        message = "%s %s" % (error["message"], error["hint"])
        raise _EXCEPTIONS.get(error["code"], FrazilException)(message)

    def iterate(self, ask, **details):
        """The items of an answer that is a list, brought as they are needed."""
        page = self.ask(ask, **details)
        try:
            while True:
                for item in page["items"]:
                    yield item
                if page["cursor"] is None:
                    return
                page = self.ask("more", cursor=page["cursor"])
        finally:
            # The garbage collector may come here in the middle of another question.
            if page["cursor"] is not None:
                self._unwanted.append(page["cursor"])

    def close(self):
        """Ends the child process."""
        process, self._process = self._process, None
        self._unwanted = []
        if process is not None and self._owner == os.getpid():
            process.stdin.close()
            process.stdout.close()
            process.wait()

    def _exchange(self, request):
        process = self._started()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        except BaseException:
            # A question without its answer: whoever asks next would get it.
            self.close()
            raise
        if line:
            return json.loads(line.decode())
        self._errors.seek(0)
        reason = self._errors.read().decode(errors="replace").strip()
        self.close()
        raise FrazilException(reason or "the command line tool ended without an answer")

    def _started(self):
        # A process that was forked off this one must not share its conversation.
        if self._process is None or self._owner != os.getpid():
            import atexit
            from subprocess import PIPE, Popen
            from tempfile import TemporaryFile

            command = client_command() + ([] if self._store is None else ["--store", self._store]) + (["--spins"] if self.has_spins else [])
            self._errors = TemporaryFile()
            # Ctrl-C is not for it: it ends with its standard input.
            self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=self._errors, env=self._variables, start_new_session=True)
            self._owner = os.getpid()
            atexit.register(self.close)
        return self._process


def client_command():
    """The command that answers questions: in a task of an engine the worker, else the tool of this package."""
    worker = os.environ.get("FRAZIL_CLIENT")
    return [worker, "client"] if worker else tool_command() + ["client"]


def tool_command():
    """The command line tool."""
    from .._script import _find_cli, _find_node

    try:
        return [_find_node(), _find_cli()]
    except SystemExit as error:
        raise FrazilException(str(error)) from None


_current = Connection()


def connection():
    """The conversation of everything that names no other."""
    return _current


def metadata(ms):
    """Switches to a store: a folder, s3://BUCKET/PREFIX, or either behind `TYPE@`. Returns the result of get_metadata()."""
    return _switched(Connection(spins=True) if ms.startswith("spin@") else Connection(ms.split("@", 1)[-1]))


def inspect_spin(datastore_root="."):
    """Switches to the tasks that were spun on this machine, wherever from; `default_metadata()` switches back."""
    _switched(Connection(spins=True))


def get_metadata():
    """The store in use, as `TYPE@PLACE`."""
    place = _current.ask("store")
    kind = "spin" if _current.has_spins else "s3" if place.startswith("s3://") else "local"
    return "%s@%s" % (kind, place)


def default_metadata():
    """Switches back to the store of the settings. Returns the result of get_metadata()."""
    return _switched(Connection())


def _switched(connection):
    global _current
    before, _current = _current, connection
    before.close()
    return get_metadata()
