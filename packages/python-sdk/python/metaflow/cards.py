"""The card components, under the name that existing flows import them from."""

from frazil.cards import *  # noqa: F401,F403
from frazil.cards import __all__  # noqa: F401


def __getattr__(name):
    # What Metaflow has there and Frazil hasn't fails when it is used.
    if name.startswith("__"):
        raise AttributeError(name)
    from frazil._unusable import unusable

    return unusable("metaflow.cards." + name)
