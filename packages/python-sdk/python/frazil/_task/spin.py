"""A step that is spun: done once more, alone, with what a task of an earlier run got, and with artifacts that the user gives instead."""

from .._exceptions import UnusableArtifacts

# The others decide whether and where a step runs, which is settled here.
_MEANT = ("card", "environment")


def decorators_of(spin, decorators):
    """The decorators that do something in a task that is spun."""
    return () if spin["skipsDecorators"] else [each for each in decorators if each[0] in _MEANT]


def artifacts_of(spin):
    """The dictionary ARTIFACTS of the user's module, empty without one. Raises UnusableArtifacts, with the place in the module."""
    path = spin["artifactsModule"]
    if path is None:
        return {}
    from importlib.machinery import SourceFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    module = module_from_spec(spec_from_loader("_frazil_artifacts", SourceFileLoader("_frazil_artifacts", path)))
    try:
        module.__spec__.loader.exec_module(module)
    except Exception as error:
        raise UnusableArtifacts("%s: %s" % (_place(path, error), _reason(error))) from None
    artifacts = getattr(module, "ARTIFACTS", None)
    if not isinstance(artifacts, dict):
        raise UnusableArtifacts("%s:1: it has no dictionary ARTIFACTS" % path)
    return artifacts


def replace_artifacts(state, artifacts):
    """Puts the user's artifacts before those of the earlier run; in a join, they are by task: RUN/STEP/TASK."""
    if state.task["isJoin"]:
        state.replaced = {tuple(name.split("/")[-2:]): values for name, values in artifacts.items()}
        return
    for name, value in artifacts.items():
        if name in state.parameters:
            state.values[name] = value
        else:
            setattr(state.flow, name, value)


def _place(path, error):
    """Where the module fails: its last line on the way to the error."""
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == path else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return "%s:%d" % (path, line or 1)


def _reason(error):
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return "%s: %s" % (type(error).__name__, text) if text else type(error).__name__
