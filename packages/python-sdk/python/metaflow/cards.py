"""The card components, under the name that existing flows import them from."""

from frazil.cards import *  # noqa: F401,F403
from frazil.cards import __all__  # noqa: F401


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "get_cards":
        # The client is loaded for it.
        from frazil import cards

        return cards.get_cards
    # What Metaflow has there and Frazil hasn't fails when it is used.
    from frazil._unusable import unusable

    return unusable("metaflow.cards." + name)
