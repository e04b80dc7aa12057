"""What the cards of each type have in them."""

from .._current import current
from .document import document_of, failure_of, rendered
from .registry import card_class

_OURS = ("default", "default_json", "blank", "error")


def document(state, card, exception, data=None):
    """The document of one card; `exception` is what the step raised, as the task protocol has it. Raises what a user's card raises."""
    if card.type in _OURS:
        return _document(_own(state, card, exception))
    failure = [failure_of(exception)] if exception else []
    content = _of_user(state, card, exception, data)
    if isinstance(content, str) and not failure:
        return {"schema": 1, "title": current.pathspec, "components": [], "html": content}
    part = rendered(content)
    return _document(failure + (part["components"] if part["kind"] == "section" else [part]))


def live_document(state, card, data):
    """The document of a card of a step that runs; None for a card that isn't to be seen before its end."""
    if card.type not in _OURS:
        kind = card_class(card.type)
        return document(state, card, None, data or {}) if kind is not None and kind.RUNTIME_UPDATABLE else None
    appended = [document_of(component) for component in list(card.components)]
    if card.type in ("default", "default_json"):
        from .artifacts import parameters

        appended = [*parameters(state), *appended]
    return _document(appended)


def _document(components):
    return {"schema": 1, "title": current.pathspec, "components": components}


def _own(state, card, exception):
    failure = [failure_of(exception)] if exception else []
    appended = [document_of(component) for component in card.components]
    if card.type == "error":
        return failure or [{"kind": "text", "text": "The step didn't fail."}]
    if card.type == "blank":
        return failure + appended
    from .artifacts import artifacts, parameters

    return [*failure, *parameters(state), *appended, *artifacts(state)]


def _of_user(state, card, exception, data):
    from .task_view import TaskView

    kind = card_class(card.type)
    if kind is None:
        raise LookupError("there is no card of type '%s'" % card.type)
    made = _construct(kind, card)
    view = TaskView(state, exception, data is None)
    content = made.render(view) if data is None else made.render_runtime(view, data)
    if content is None:
        raise TypeError("render(task) of the card '%s' gave nothing" % card.type)
    return content


def _construct(kind, card):
    import inspect

    given = {"options": dict(card.options), "components": list(card.components), "graph": None, "flow": None}
    parameters = inspect.signature(kind.__init__).parameters
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        given = {name: value for name, value in given.items() if name in parameters}
    return kind(**given)
