"""The second argument of a join."""


class Inputs:
    """The tasks that a join joins: iterable, by position, and by the name of their step."""

    def __init__(self, state):
        self._tasks = [Input(state, entry) for entry in state.task["inputs"]]
        for entry, task in zip(state.task["inputs"], self._tasks):
            self.__dict__.setdefault(entry["step"], task)

    def __iter__(self):
        return iter(self._tasks)

    def __len__(self):
        return len(self._tasks)

    def __getitem__(self, position):
        return self._tasks[position]


class Input:
    """A task that came before a join; its artifacts are attributes, loaded when they are first read."""

    def __init__(self, state, entry):
        self._state = state
        self._artifacts = entry["artifacts"]
        self._step = entry["step"]
        self.index = entry.get("index")

    def __getattr__(self, name):
        entry = None if name.startswith("__") else self._artifacts.get(name)
        if entry is None:
            return self._of_class(name)
        value = self._state.read(entry, "artifact '%s' of step '%s'" % (name, self._step))
        self.__dict__[name] = value
        return value

    def _of_class(self, name):
        flow_class = type(self._state.flow)
        if name.startswith("__") or not hasattr(flow_class, name):
            raise AttributeError("Step '%s' of flow %s has no artifact '%s'" % (self._step, flow_class.__name__, name))
        return getattr(flow_class, name)
