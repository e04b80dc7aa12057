"""The names of Metaflow that existing flows import; all of them are Frazil's."""

import sys

from frazil import *  # noqa: F401,F403
from frazil import JSONTypeClass  # noqa: F401
from frazil import __all__ as _eager
from frazil._later import CLIENT, LATER
from frazil._submodules import Submodules

# Of Metaflow, for what asks whether it is new enough; of no release of Frazil.
__version__ = "2.19.0+frazil"

# Asked for one by one, the others cost nothing as long as nobody does.
__all__ = [*_eager, "JSONTypeClass", *LATER, *CLIENT]

sys.meta_path.append(Submodules())


def __getattr__(name):
    from frazil._later import later

    return later(__name__, name)
