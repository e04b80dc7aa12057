"""Hands the documents of cards to the supervisor. Never fails a task."""

from .._current import current
from .._wire import dumps
from .contents import document, live_document
from .document import broken, failure_of
from .limit import limited
from .warn import warn

_LIMIT = 64 << 20


def send(state, card, exception):
    """Sends a card as it is at the end of its step."""
    try:
        made = limited(card.timeout, lambda: document(state, card, exception))
        payload = dumps(made).encode()
    except Exception as error:
        warn("the card '%s' can't be made: %s: %s" % (card.id, type(error).__name__, error))
        if not card.save_errors and exception is None:
            return
        payload = dumps(broken(current.pathspec, [failure_of(exception)] if exception else [], error)).encode()
    _send(state, card, payload, {})


def send_live(state, card):
    """Sends a card as it is while its step runs, if it has changed."""
    try:
        made = live_document(state, card)
        if made is None:
            return
        payload = dumps(made).encode()
    except Exception as error:
        warn("the card '%s' can't be refreshed: %s: %s" % (card.id, type(error).__name__, error))
        return
    if payload != card.last_sent:
        card.last_sent = payload
        _send(state, card, payload, {"live": True})


def _send(state, card, payload, more):
    if len(payload) > _LIMIT:
        warn("the card '%s' has %s bytes, too many to keep" % (card.id, format(len(payload), ",")))
    else:
        state.channel.send({"kind": "card", "id": card.id, "type": card.type, **more}, payload)
