"""The document of a card: what a task's process says that it shows, as the task protocol has it."""

_DEPTH = 20
_CELL = 1000


def document_of(component, depth=_DEPTH):
    """A component's part of a document. Never raises: what can't be shown says why."""
    try:
        if depth == 0:
            raise RecursionError("components are nested too deeply")
        if hasattr(component, "document"):
            return component.document()
        if hasattr(component, "render"):
            return rendered(component.render(), depth - 1)
        return {"kind": "text", "text": str(component)}
    except Exception as error:
        return {"kind": "error", "title": "%s can't be shown" % type(component).__name__, "text": _said(error)}


def rendered(content, depth=_DEPTH):
    """What a `render` gave, as part of a document: text is HTML."""
    if isinstance(content, str):
        return {"kind": "html", "html": content}
    if isinstance(content, (list, tuple)):
        return {"kind": "section", "title": "", "components": [document_of(part, depth) for part in content]}
    if isinstance(content, dict):
        from json import dumps

        from .plain import plain

        return {"kind": "code", "language": "json", "text": dumps(plain(content), indent=2)}
    if hasattr(content, "document") or hasattr(content, "render"):
        return document_of(content, depth)
    raise TypeError("render() gave %s; it gives HTML, a component or a list of components" % type(content).__name__)


def cell_of(cell):
    """A cell of a table: text, or a component."""
    return document_of(cell) if hasattr(cell, "document") or hasattr(cell, "render") else text_of(cell)


def text_of(value):
    """A value as a short text."""
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _CELL else text[: _CELL - 3] + "..."


def failure_of(exception):
    """The part that shows what a step raised: the `exception` of the task protocol."""
    title = "%s: %s" % (exception["type"], exception["message"]) if exception["message"] else exception["type"]
    return {"kind": "error", "title": title, "text": exception["traceback"]}


def broken(title, components, error):
    """The document of a card that couldn't be made."""
    return {"schema": 1, "title": title, "components": [{"kind": "error", "title": "This card can't be shown", "text": _said(error)}, *components]}


def _said(error):
    try:
        return "%s: %s" % (type(error).__name__, error)
    except Exception:
        return type(error).__name__
