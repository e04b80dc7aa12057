"""Artifacts of tasks."""

from .._exceptions import NotFound
from ._base import MetaflowObject


class DataArtifact(MetaflowObject):
    """A value that a task left on `self`."""

    _form = ("FlowName", "RunID", "StepName", "TaskID", "ArtifactName")

    def _load(self, *ids):
        found = self.parent._artifacts.get(self.id)
        if found is None:
            raise NotFound("%s does not exist" % self)
        return found

    @property
    def parent(self):
        if self._known_parent is None:
            path = self.pathspec.rpartition("/")[0]
            self._known_parent = self._parent_class(path, attempt=self._attempt, _namespace_check=False, _connection=self._connection)
        return self._known_parent

    @property
    def data(self):
        """The value, unpickled here: what its classes are of must be installed."""
        from .._task.pickles import unpickle

        return unpickle(self._ask("artifact", digest=self._data["digest"]), self._data["digest"])

    @property
    def sha(self):
        """The digest of its content."""
        return self._data["digest"].partition(":")[2]

    @property
    def size(self):
        """The size of its pickle in bytes."""
        return self._data["size"]

    @property
    def created_at(self):
        """When its task ended."""
        return self.parent.finished_at

    finished_at = created_at
