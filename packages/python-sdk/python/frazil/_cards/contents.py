"""What the cards of each type have in them."""

from .._current import current
from .document import document_of, failure_of, rendered
from .given import given_to_cards
from .live_data import data_of, script_of_update
from .registry import card_class
from .task_view import TaskView

_OURS = ("default", "default_json", "blank", "error")


def document(state, card, exception):
    """The document of one card at the end of its step; `exception` is what the step raised, as the task protocol has it. Raises what a user's card raises."""
    if card.type in _OURS:
        return _document(_own(state, card, exception))
    kind = card_class(card.type)
    if kind is None:
        raise LookupError("there is no card of type '%s'" % card.type)
    made = _made(kind, card)
    made.runtime_data = data_of(card, "render")
    content = _given(card, made.render(TaskView(state, exception, True)))
    return _of_user(content, [failure_of(exception)] if exception else [])


def live_document(state, card):
    """The document of a card of a step that runs; None for a card that isn't to be seen before its end."""
    if card.type not in _OURS:
        return _live_of_user(state, card)
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


def _of_user(content, failure):
    if isinstance(content, str) and not failure:
        return {"schema": 1, "title": current.pathspec, "components": [], "html": content}
    part = rendered(content)
    return _document(failure + (part["components"] if part["kind"] == "section" else [part]))


def _live_of_user(state, card):
    kind = card_class(card.type)
    if kind is None or not kind.RUNTIME_UPDATABLE:
        return None
    made = _made(kind, card)
    task = TaskView(state, None, False)
    data = data_of(card, "render_runtime")
    content = _given(card, made.render_runtime(task, data))
    update = made.refresh(task, dict(data, mode="refresh"))
    if isinstance(content, str) and update is not None:
        content += script_of_update(update)
    return _of_user(content, [])


def _given(card, content):
    if content is None:
        raise TypeError("render(task) of the card '%s' gave nothing" % card.type)
    return content


def _made(kind, card):
    import inspect

    given = {"options": dict(card.options), "components": list(given_to_cards(card)), "graph": None, "flow": None}
    parameters = inspect.signature(kind.__init__).parameters
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        given = {name: value for name, value in given.items() if name in parameters}
    return kind(**given)
