"""The card components, under the name that existing flows import them from."""

from frazil.cards import *  # noqa: F401,F403
from frazil.cards import __all__  # noqa: F401
from frazil.cards import __getattr__  # noqa: F401  get_cards, for which the client is loaded
