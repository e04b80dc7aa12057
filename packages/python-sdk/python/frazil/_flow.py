"""FlowSpec: the class that flows are written as."""

from ._constants import is_constant
from ._exceptions import FrazilException


class _ClassName:
    """The flow's name, until a step has an artifact of that name."""

    def __get__(self, flow, owner=None):
        return self if flow is None else owner.__name__


class FlowSpec:
    """A flow. Attributes that a step sets are its artifacts; those of earlier steps are loaded when they are first read."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.__module__ == "__mp_main__":
            from ._load import find_flow_in_main

            find_flow_in_main()

    def __init__(self, use_cli=True):
        if use_cli and _is_program():
            from ._script import become_cli

            become_cli()

    name = _ClassName()

    # The task's state, set by the task runtime: what the process knows beyond the artifacts themselves.
    _frazil = None

    def __getattr__(self, name):
        state = self.__dict__.get("_frazil")
        if state is None or name.startswith("__"):
            raise AttributeError("Flow %s has no attribute '%s'" % (type(self).__name__, name))
        return state.load(name)

    def __setattr__(self, name, value):
        if is_constant(name, getattr(type(self), name, None)):
            raise AttributeError("'%s' is an attribute of the class, which steps can't change; use another name for the artifact" % name)
        object.__setattr__(self, name, value)

    def __getstate__(self):
        raise FrazilException("a flow can't be pickled; was `self` or one of its methods assigned to an artifact?")

    def __iter__(self):
        """The flow's steps."""
        # A configuration has whatever attribute it is asked for.
        return (getattr(self, name) for name in dir(type(self)) if getattr(getattr(type(self), name), "is_step", False) is True)

    def __str__(self):
        state = self.__dict__.get("_frazil")
        return "<flow %s>" % type(self).__name__ if state is None else "<flow %s step %s>" % (type(self).__name__, state.task["step"])

    @property
    def script_name(self):
        """The base name of the flow's file."""
        import sys

        return sys.modules[type(self).__module__].__file__.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def index(self):
        """The position of this task among those of its innermost foreach; None outside of any."""
        return self._task("index").index()

    @property
    def input(self):
        """The item of this task's innermost foreach; None outside of any."""
        return self._task("input").input()

    @property
    def _graph_info(self):
        """The flow's steps and how they follow each other: `current.graph`."""
        from ._current import current

        return current.graph

    def foreach_stack(self):
        """(index, number of tasks, item) of each foreach around this task, outermost first."""
        return self._task("foreach_stack()").foreach_stack()

    def merge_artifacts(self, inputs, exclude=None, include=None):
        """Takes over, in a join, the artifacts that all inputs agree on; those already set here are left alone."""
        from ._load import import_own

        import_own("frazil._task.merge").merge(self._task("merge_artifacts()"), inputs, exclude, include)

    def next(self, *targets, **options):
        """Says which steps come next; the last statement of every step but `end`."""
        from ._task.transition import transition_of

        state = self._task("next()")
        state.transition = transition_of(state, targets, options)

    def _task(self, what):
        state = self.__dict__.get("_frazil")
        if state is None:
            raise FrazilException("self.%s works only inside a step that runs" % what)
        return state


def _is_program():
    """Whether the flow's file was started as a program: it is called otherwise while it is read, and in tasks."""
    import sys

    return sys.modules["__main__"].__name__ == "__main__"
