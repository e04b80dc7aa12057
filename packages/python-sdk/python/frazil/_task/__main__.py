"""The program of a task: `python -I -B __main__.py FLOW_FILE`, with the supervisor on file descriptor 3."""

import sys

sys.path.insert(0, __file__[: -len("/frazil/_task/__main__.py")])
# Our own modules may be compiled once and kept; -B is there for the user's folders.
sys.dont_write_bytecode = False
import metaflow  # noqa: E402,F401
from frazil._task.main import main  # noqa: E402

sys.dont_write_bytecode = True
main()
