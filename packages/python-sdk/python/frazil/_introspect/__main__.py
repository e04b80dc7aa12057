"""The program that reads a flow: `python -I -B __main__.py`, told on standard input which; one JSON object on standard output."""

import sys

sys.path.insert(0, __file__[: -len("/frazil/_introspect/__main__.py")])
# Our own modules may be compiled once and kept; -B is there for the user's folders.
sys.dont_write_bytecode = False
import metaflow  # noqa: E402,F401
from frazil._introspect.main import main  # noqa: E402

sys.dont_write_bytecode = True
main()
