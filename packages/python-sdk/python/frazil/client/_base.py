"""What all objects of the client share."""

from datetime import datetime, timezone

from .._exceptions import InvalidPathspec, NamespaceMismatch, NotFound
from ._connection import connection
from ._namespace import get_namespace


class MetaflowObject:
    """Something in a store that has a pathspec. `_data` is what the store says of it."""

    _form = ()
    _child_class = None
    _parent_class = None

    def __init__(self, pathspec, attempt=None, _data=None, _parent=None, _namespace_check=True, _connection=None):
        ids = pathspec.split("/")
        if len(ids) != len(self._form):
            raise InvalidPathspec("Expects %s('%s')" % (type(self).__name__, "/".join(self._form)))
        self.id = ids[-1]
        self.pathspec = pathspec
        self._attempt = None if attempt is None else self._checked_attempt(attempt)
        self._known_parent = _parent
        self._connection = _connection or (_parent._connection if _parent is not None else connection())
        self._data = self._load(*ids) if _data is None else _data
        self._enter(get_namespace() if _namespace_check else None)

    def _enter(self, namespace):
        self._namespace = namespace
        if namespace is not None and not self._is_in(namespace):
            raise NamespaceMismatch(namespace)

    def _checked_attempt(self, attempt):
        if type(self).__name__ not in ("Task", "DataArtifact"):
            raise NotFound("Attempts can only be specified for Task or DataArtifact")
        if not str(attempt).isdigit():
            raise NotFound("Attempt can only be a non-negative integer")
        return int(attempt)

    def _load(self, *ids):
        raise NotImplementedError

    def _children(self):
        raise NotImplementedError

    def _child(self, id, data):
        path = "%s/%s" % (self.pathspec, id)
        child = self._child_class(path, attempt=self._attempt, _data=data, _parent=self, _namespace_check=False)
        # The namespace may be another one by now; this is still what it was looked up in.
        child._enter(self._namespace)
        return child

    def _ask(self, ask, **details):
        return self._connection.ask(ask, **details)

    def _iterate(self, ask, **details):
        return self._connection.iterate(ask, **details)

    def __iter__(self):
        """The children, newest first."""
        return self._children()

    def _filtered(self, tags):
        return (child for child in self if all(tag in child.tags for tag in tags))

    def __getitem__(self, id):
        try:
            return self._child(id, None)
        except (NotFound, InvalidPathspec):
            raise KeyError(id) from None

    def __contains__(self, id):
        try:
            self[id]
        except (KeyError, NamespaceMismatch):
            return False
        return True

    def _ipython_key_completions_(self):
        return [child.id for child in self]

    def is_in_namespace(self):
        """Whether this is in the current namespace."""
        return get_namespace() is None or self._is_in(get_namespace())

    def _is_in(self, namespace):
        return namespace in self.tags

    @property
    def tags(self):
        """All tags."""
        return self.user_tags | self.system_tags

    @property
    def user_tags(self):
        """The tags that people gave."""
        return self.parent.user_tags

    @property
    def system_tags(self):
        """The tags that the system gave."""
        return self.parent.system_tags

    @property
    def parent(self):
        """What this is in; None for a flow."""
        if self._known_parent is None and self._parent_class is not None:
            path = self.pathspec.rpartition("/")[0]
            self._known_parent = self._parent_class(path, _namespace_check=False, _connection=self._connection)
        return self._known_parent

    @property
    def path_components(self):
        """The parts of the pathspec."""
        return self.pathspec.split("/")

    @property
    def origin_pathspec(self):
        """The pathspec of what this was copied from by a resume; None when it wasn't."""
        return None

    def __reduce__(self):
        return _restored, (type(self), self.pathspec, self._attempt)

    def __eq__(self, other):
        return type(self) is type(other) and (self.pathspec, self._attempt) == (other.pathspec, other._attempt)

    def __hash__(self):
        return hash(self.pathspec)

    def __str__(self):
        attempt = "" if self._attempt is None else ", attempt=%d" % self._attempt
        return "%s('%s'%s)" % (type(self).__name__, self.pathspec, attempt)

    __repr__ = __str__


def _restored(kind, pathspec, attempt):
    return kind(pathspec, attempt=attempt, _namespace_check=False)


def moment(text):
    """A time of a record as Metaflow gives it: local, without a zone. None for none."""
    if text is None:
        return None
    for form in ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"):
        try:
            utc = datetime.strptime(text, form).replace(tzinfo=timezone.utc)
        except ValueError:
            continue
        return utc.astimezone().replace(tzinfo=None)
    raise ValueError("%r is no time" % text)
