"""All flows of a store."""

from .._exceptions import NamespaceMismatch
from ._connection import Connection, connection
from ._objects import Flow


class Metaflow:
    """All flows of the store."""

    def __init__(self, _current_metadata=None):
        self._connection = connection() if _current_metadata is None else Connection(_current_metadata.split("@", 1)[-1])

    @property
    def flows(self):
        """The flows that have a run in the namespace."""
        return list(self)

    def __iter__(self):
        for name in self._connection.iterate("flows"):
            try:
                yield Flow(name, _data={}, _connection=self._connection)
            except NamespaceMismatch:
                continue

    def __getitem__(self, name):
        return Flow(name, _connection=self._connection)

    def _ipython_key_completions_(self):
        return [flow.id for flow in self]

    def __str__(self):
        return "Metaflow()"

    __repr__ = __str__
