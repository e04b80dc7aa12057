"""A step that is spun: done once more, alone, with what a task of an earlier run got, and with artifacts that the user gives instead."""

from .._exceptions import FrazilException

# The others decide whether and where a step runs, which is settled here.
_MEANT = ("card", "environment")


def decorators_of(spin, decorators):
    """The decorators that do something in a task that is spun."""
    return () if spin["skipsDecorators"] else [each for each in decorators if each[0] in _MEANT]


def replace_artifacts(state, spin):
    """Puts the artifacts of the user's module before those of the earlier run; in a join, they are by task: RUN/STEP/TASK."""
    path = spin["artifactsModule"]
    if path is None:
        return
    artifacts = _artifacts_of(path)
    if state.task["isJoin"]:
        state.replaced = {tuple(name.split("/")[-2:]): values for name, values in artifacts.items()}
        return
    for name, value in artifacts.items():
        if name in state.parameters:
            state.values[name] = value
        else:
            setattr(state.flow, name, value)


def _artifacts_of(path):
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("_frazil_artifacts", path)
    if spec is None:
        raise FrazilException("%s is no Python file: write a module with a dictionary ARTIFACTS" % path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    artifacts = getattr(module, "ARTIFACTS", None)
    if not isinstance(artifacts, dict):
        raise FrazilException("%s has no dictionary ARTIFACTS" % path)
    return artifacts
