"""What the card of a user gets as `components`."""

from .document import rendered
from .warn import warn


def given_to_cards(card):
    """What the card of a user gets of what was appended: its components, as Metaflow has it."""
    for component in card.components:
        if hasattr(component, "document") or hasattr(component, "render"):
            yield _given_to_card(component)
        else:
            warn("the card '%s' isn't one of Frazil's and shows no %s, only components" % (card.id, type(component).__name__))


def _given_to_card(component):
    """What a component of the user's own renders: text or a dictionary. Any other component, and one that can't be rendered, as it is."""
    if hasattr(component, "document"):
        return component
    try:
        content = component.render()
    except Exception:
        return component
    kind = _RENDERED.get(type(content))
    return component if kind is None else kind(content)


class _Html(str):
    def document(self):
        return rendered(str(self))


class _Plain(dict):
    def document(self):
        return rendered(dict(self))


_RENDERED = {str: _Html, dict: _Plain}
