"""The conversation with the command line tool, which reads stores: a child process, started at the first question."""

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
    """Questions about one store, or about tasks that were spun; None is the store of the settings. Many threads may ask at once."""

    def __init__(self, store=None, variables=None, spins=False):
        self._store = store
        self.has_spins = spins
        self._variables = variables
        self._owner = None
        self._reset()

    def ask(self, ask, **details):
        """The answer to a question. Raises what the tool says is wrong."""
        conversation = self._started()
        while self._unwanted:
            self._exchange(conversation, {"ask": "close", "cursor": self._unwanted.pop()})
        answer = self._exchange(conversation, dict(details, ask=ask))
        if "error" not in answer:
            return answer["value"]
        error = answer["error"]
        raised = _EXCEPTIONS.get(error["code"], FrazilException)(("%s %s" % (error["message"], error["hint"])).strip())
        raised.problem = error
        raise raised

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
        conversation, self._conversation = self._conversation, None
        self._unwanted = []
        if conversation is not None:
            conversation.close()

    def _reset(self):
        self._lock = threading.Lock()
        self._conversation = None
        self._unwanted = []

    def _exchange(self, conversation, question):
        try:
            answer = conversation.exchange(question)
        except BaseException:
            # Nobody waits for the answer any more: what is done for it ends.
            self.close()
            raise
        if answer is not None:
            return answer
        reason = conversation.complaint()
        self.close()
        raise FrazilException(reason or "the command line tool ended without an answer")

    def _started(self):
        # A process that was forked off this one must not share its conversation.
        if self._owner != os.getpid():
            self._reset()
            self._owner = os.getpid()
        with self._lock:
            if self._conversation is None:
                import atexit

                from ._conversation import Conversation

                stores = [] if self._store is None else ["--store", self._store]
                command = client_command() + stores + (["--spins"] if self.has_spins else [])
                self._conversation = Conversation(command, self._variables)
                atexit.register(self.close)
            return self._conversation


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
