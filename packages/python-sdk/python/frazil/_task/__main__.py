"""The program of a task: `python -B __main__.py FLOW_FILE`, with the supervisor on file descriptor 3."""

import sys

_SDK = __file__[: -len("/frazil/_task/__main__.py")]
# Instead of the program's own folder, which comes first unless Python was told to leave it out.
sys.path[: not getattr(sys.flags, "safe_path", sys.flags.isolated)] = [_SDK]
# Our own modules may be compiled once and kept; -B is there for the user's folders.
sys.dont_write_bytecode = False
import _frazil_bytecode  # noqa: E402

_frazil_bytecode.keep(_SDK)
import metaflow  # noqa: E402,F401
from frazil._task.main import main  # noqa: E402

_frazil_bytecode.leave_alone()
main()
