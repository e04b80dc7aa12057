"""merge_artifacts: what the inputs of a join agree on goes on, unread."""

from .._exceptions import FrazilException, MergeConflict, MissingArtifact


def merge(state, inputs, exclude, include):
    """Takes over the artifacts of the inputs that aren't set yet. Raises MergeConflict and MissingArtifact."""
    step = state.task["step"]
    if exclude and include:
        raise FrazilException("merge_artifacts of step '%s' takes either exclude= or include=, not both" % step)
    if not state.task["isJoin"]:
        raise FrazilException("merge_artifacts works in a join; step '%s' has no second argument, inputs" % step)
    merged, conflicts = {}, []
    for entry_of in inputs:
        artifacts = object.__getattribute__(entry_of, "_artifacts")
        for name in include or artifacts:
            if name in artifacts and name not in (exclude or ()) and not _is_set(state, name):
                if merged.setdefault(name, artifacts[name])["digest"] != artifacts[name]["digest"] and name not in conflicts:
                    conflicts.append(name)
    _refuse(state, step, conflicts, [name for name in include or () if name not in merged and not _is_set(state, name)])
    state.inherited.update(merged)


def _is_set(state, name):
    return name in state.flow.__dict__ or name in state.parameters or hasattr(type(state.flow), name)


def _refuse(state, step, conflicts, missing):
    if conflicts:
        message = "step '%s' can't merge %s: the inputs have different values. Set them before merge_artifacts, or exclude= them"
        raise MergeConflict(message % (step, ", ".join(sorted(conflicts))), conflicts)
    if missing:
        raise MissingArtifact("step '%s' can't merge %s: no input has them" % (step, ", ".join(missing)), missing)
