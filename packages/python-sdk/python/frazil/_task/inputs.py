"""The second argument of a join."""

from .._exceptions import FrazilException


class Inputs:
    """The tasks that a join joins: iterable, by position, and by the name of their step."""

    def __init__(self, state):
        self._tasks = [Input(state, entry) for entry in state.task["inputs"]]
        # Of the tasks of a foreach, the name of their step is that of the last.
        for entry, task in zip(state.task["inputs"], self._tasks):
            self.__dict__[entry["step"]] = task

    def __iter__(self):
        return iter(self._tasks)

    def __len__(self):
        return len(self._tasks)

    def __getitem__(self, position):
        return self._tasks[position]


class Input:
    """A task that came before a join; its artifacts are attributes, loaded when they are first read, and so are the flow's methods."""

    def __init__(self, state, entry):
        self._state = state
        self._artifacts = entry["artifacts"]
        self._step = entry["step"]
        self.index = entry.get("index")

    @property
    def input(self):
        """The item of that task's innermost foreach; None outside of any."""
        return self._state.input() if self._state.task["joined"] is None else self._state.joined_item(self.index)

    def foreach_stack(self):
        """(index, number of tasks, item) of each foreach around that task, outermost first."""
        around = self._state.foreach_stack()
        return around if self._state.task["joined"] is None else [*around, (self.index, len(self._state.task["inputs"]), self.input)]

    def __getstate__(self):
        raise FrazilException("an input of a join can't be pickled; take the artifacts of it that you need")

    def __getattr__(self, name):
        entry = None if name.startswith("__") else self._artifacts.get(name)
        if entry is None:
            return self._of_class(name)
        value = self._state.read(entry, "artifact '%s' of step '%s'" % (name, self._step))
        self.__dict__[name] = value
        return value

    def _of_class(self, name):
        flow_class = type(self._state.flow)
        owner = None if name.startswith("__") else next((base for base in flow_class.__mro__ if name in base.__dict__), None)
        if owner is None:
            raise AttributeError("Step '%s' of flow %s has no artifact '%s'" % (self._step, flow_class.__name__, name))
        value = owner.__dict__[name]
        # A method or a property of the flow, which here sees this task's artifacts.
        return value.__get__(self, flow_class) if hasattr(type(value), "__get__") else value
