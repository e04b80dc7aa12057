"""What `render(task)` of a card is called with: the task, as the client has it, read from the process that ran it."""

from .._current import current


class TaskView:
    """A task and its artifacts."""

    def __init__(self, state, exception, finished):
        self._state = state
        self.pathspec = current.pathspec
        self.id = current.task_id
        self.path_components = current.pathspec.split("/")
        self.index = state.index()
        self.finished = finished
        self.exception = exception
        self.successful = finished and exception is None
        self.current_attempt = current.retry_count
        self.user_tags = self.tags = frozenset(current.tags)
        self.data = _Values(self, lambda name: self[name].data)
        self.artifacts = _Values(self, self.__getitem__)

    def __iter__(self):
        return (self[name] for name in self._names())

    def __contains__(self, name):
        return name in self._names()

    def __getitem__(self, name):
        if name not in self._names():
            raise KeyError(name)
        return ArtifactView("%s/%s" % (self.pathspec, name), name, self._value(name))

    def _names(self):
        state = self._state
        own = [name for name in state.flow.__dict__ if not name.startswith("_") and name != state.consumed]
        return sorted({*own, *state.inherited, *state.parameters})

    def _value(self, name):
        state = self._state
        return state.parameter(name) if name in state.parameters else getattr(state.flow, name)


class ArtifactView:
    """An artifact of a task."""

    def __init__(self, pathspec, id, data):
        self.pathspec = pathspec
        self.id = id
        self.data = data


class _Values:
    def __init__(self, task, get):
        self._task = task
        self._get = get

    def __getattr__(self, name):
        try:
            return self._get(name)
        except KeyError:
            raise AttributeError("the task %s has no artifact '%s'" % (self._task.pathspec, name)) from None

    def __contains__(self, name):
        return name in self._task

    def __iter__(self):
        return iter(self._task._names())
