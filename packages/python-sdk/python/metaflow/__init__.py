"""The names of Metaflow that existing flows import; all of them are Frazil's."""

from frazil import *  # noqa: F401,F403
from frazil import __all__  # noqa: F401


def __getattr__(name):
    from frazil._later import later

    return later(__name__, name)
