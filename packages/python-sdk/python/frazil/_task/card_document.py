"""The document of a card: the default one tells the parameters and the artifacts. Never fails the task."""

from .._current import current
from .commit import type_name
from .previews import preview, short


def card_document(state, card):
    """The document of one card, as the task protocol has it."""
    components = [_component(component) for component in card.components]
    if card.type != "blank":
        components = [*_parameters(state), *components, *_artifacts(state)]
    return {"schema": 1, "title": current.pathspec, "components": components}


def _component(component):
    try:
        return component.document() if hasattr(component, "document") else {"kind": "text", "text": str(component)}
    except Exception as error:
        title = "%s can't be shown" % type(component).__name__
        return {"kind": "error", "title": title, "text": "%s: %s" % (type(error).__name__, error)}


def _parameters(state):
    rows = [[parameter.name, _shown(state, name)] for name, parameter in state.parameters.items()]
    return [{"kind": "section", "title": "Parameters", "components": [{"kind": "keyvalue", "rows": rows}]}] if rows else []


def _shown(state, name):
    try:
        return short(state.parameter(name))
    except Exception as error:
        return "<%s>" % error


def _artifacts(state):
    own = {name: value for name, value in state.flow.__dict__.items() if name != "_frazil" and name != state.consumed}
    names = sorted({*own, *state.inherited} - {*state.parameters})
    return [
        {"kind": "section", "title": name, "components": _artifact(own[name]) if name in own else _unread(state.inherited[name])}
        for name in names
        if not name.startswith("__")
    ]


def _artifact(value):
    return [{"kind": "text", "text": type_name(value)}, *preview(value)]


def _unread(entry):
    text = "%s, %s bytes, from an earlier step and not read here" % (entry["type"], format(entry["size"], ","))
    return [{"kind": "text", "text": text}]
