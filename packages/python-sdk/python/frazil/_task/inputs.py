"""The second argument of a join."""

from _functools import partial
from _weakref import ref

from .._exceptions import FrazilException
from .commit import IMMUTABLE


class Inputs:
    """The tasks that a join joins: iterable, by position, and by the name of their step. Each is read when it is looked at."""

    def __init__(self, state):
        self._state = state
        # Of 100,000 tasks only those in somebody's hands are in memory, and those whose values somebody may have changed.
        self._alive = {}
        self._kept = {}

    def __iter__(self):
        return map(self._at, range(len(self)))

    def __len__(self):
        return len(self._state.entries)

    def __getitem__(self, position):
        found = range(len(self))[position]
        return [self._at(number) for number in found] if isinstance(found, range) else self._at(found)

    def __getattr__(self, name):
        if not name.startswith("__"):
            # Of the tasks of a foreach, the name of their step is that of the last.
            for number in reversed(range(len(self))):
                if self._state.entries[number]["step"] == name:
                    return self._at(number)
        if name == "flows":
            return list(self)
        raise AttributeError("the inputs of step '%s' have no step '%s'" % (self._state.task["step"], name))

    def _at(self, number):
        alive = self._alive.get(number)
        task = None if alive is None else alive()
        if task is None:
            task = Input(self, number)
            self._alive[number] = ref(task, lambda _: self._alive.pop(number, None))
        return task


class Input:
    """A task that came before a join; its artifacts are attributes, loaded when they are first read, and so are the flow's methods."""

    def __init__(self, inputs, number):
        state = inputs._state
        entry = state.entries[number]
        keep = partial(inputs._kept.setdefault, number)
        self.__dict__.update(_state=state, _artifacts=entry["artifacts"], _step=entry["step"], _keep=keep, index=entry.get("index"))
        if state.replaced:
            self.__dict__.update(state.replaced.get((entry["step"], entry["task"]), {}))

    @property
    def input(self):
        """The item of that task's innermost foreach; None outside of any."""
        return self._state.input() if self._state.task["joined"] is None else self._state.joined_item(self.index)

    def foreach_stack(self):
        """(index, number of tasks, item) of each foreach around that task, outermost first."""
        around = self._state.foreach_stack()
        return around if self._state.task["joined"] is None else [*around, (self.index, len(self._state.entries), self.input)]

    def __getstate__(self):
        raise FrazilException("an input of a join can't be pickled; take the artifacts of it that you need")

    def __setattr__(self, name, value):
        self._keep(self)
        self.__dict__[name] = value

    def __getattr__(self, name):
        entry = None if name.startswith("__") else self._artifacts.get(name)
        if entry is None:
            return self._of_class(name)
        value = self._state.read(entry, "artifact '%s' of step '%s'" % (name, self._step))
        if type(value) not in IMMUTABLE:
            self._keep(self)
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
