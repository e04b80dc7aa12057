"""The parts of the default card: the parameters and the artifacts of the task."""

from .._task.commit import type_name
from .._task.previews import preview, short


def parameters(state):
    """One section for all parameters, when there are some."""
    rows = [[parameter.name, _shown(state, name)] for name, parameter in state.parameters.items()]
    return [{"kind": "section", "title": "Parameters", "components": [{"kind": "keyvalue", "rows": rows}]}] if rows else []


def artifacts(state):
    """A section for each artifact."""
    own = {name: value for name, value in state.flow.__dict__.items() if name != "_frazil" and name != state.consumed}
    names = sorted({*own, *state.inherited} - {*state.parameters})
    return [
        {"kind": "section", "title": name, "components": _artifact(own[name]) if name in own else _unread(state.inherited[name])}
        for name in names
        if not name.startswith("__")
    ]


def _shown(state, name):
    try:
        return short(state.parameter(name))
    except Exception as error:
        return "<%s>" % error


def _artifact(value):
    return [{"kind": "text", "text": type_name(value)}, *preview(value)]


def _unread(entry):
    text = "%s, %s bytes, from an earlier step and not read here" % (entry["type"], format(entry["size"], ","))
    return [{"kind": "text", "text": text}]
