"""The client, under the name that existing programs import it from."""

from frazil.client import *  # noqa: F401,F403
from frazil.client import __all__  # noqa: F401
