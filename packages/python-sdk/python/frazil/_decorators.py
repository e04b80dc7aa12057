"""Decorators note down what was written; those that do something are acted on by the supervisor, the freezer or the task."""


def step(function=None, *, start=False, end=False, node_info=None):
    """Makes a method a step of its flow; with `start` or `end` its first or last, whatever its name."""

    def mark(target):
        target.is_step = True
        target.name = target.__name__
        if start:
            target.is_start_step = True
        if end:
            target.is_end_step = True
        return target

    return mark if function is None else mark(function)


def recorded(target):
    """The (name, attributes) of the decorators of a step's function or of a flow's class, as written from top to bottom."""
    if not isinstance(target, type):
        return list(reversed(getattr(target, "_frazil_decorators", ())))
    return [entry for base in target.__mro__ for entry in reversed(base.__dict__.get("_frazil_decorators", ()))]


def is_known(name):
    """Whether a name is that of a decorator here."""
    return hasattr(globals().get(name), "frazil_decorator")


def _marker(name):
    def decorator(*targets, **attributes):
        if len(targets) > 1 or (targets and not callable(targets[0])):
            raise TypeError("@%s takes keyword arguments only, as in @%s(name=value)" % (name, name))
        if targets:
            return record(targets[0], name, attributes)
        return lambda target: record(target, name, attributes)

    decorator.__name__ = decorator.__qualname__ = name
    decorator.frazil_decorator = name
    return decorator


def record(target, name, attributes):
    """Notes a decorator down, above those that are there."""
    own = target.__dict__.get("_frazil_decorators", ())
    target._frazil_decorators = [*own, (name, attributes)]
    return target


batch = _marker("batch")
card = _marker("card")
catch = _marker("catch")
conda = _marker("conda")
conda_base = _marker("conda_base")
environment = _marker("environment")
exit_hook = _marker("exit_hook")
kubernetes = _marker("kubernetes")
parallel = _marker("parallel")
project = _marker("project")
pypi = _marker("pypi")
pypi_base = _marker("pypi_base")
resources = _marker("resources")
retry = _marker("retry")
schedule = _marker("schedule")
secrets = _marker("secrets")
timeout = _marker("timeout")
trigger = _marker("trigger")
trigger_on_finish = _marker("trigger_on_finish")
