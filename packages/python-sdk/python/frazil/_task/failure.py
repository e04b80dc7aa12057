"""What the supervisor is told when a step raises: the user's frames only."""

import os
import traceback

from .._exceptions import EXIT_NOT_TRIED_AGAIN, NotTriedAgain

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_OURS = tuple(os.path.join(_ROOT, package, "") for package in ("frazil", "metaflow"))
_MESSAGE_LIMIT = 10000
_TRACEBACK_LIMIT = 200000


def describe(error):
    """The `exception` member of a `failed` frame."""
    if isinstance(error, SystemExit):
        error = _explained(error)
    _strip(error, set())
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else "%s.%s" % (kind.__module__, kind.__qualname__)
    return {"type": name, "message": _message(error)[:_MESSAGE_LIMIT], "traceback": _text(error)[:_TRACEBACK_LIMIT]}


def _explained(error):
    if error.code == EXIT_NOT_TRIED_AGAIN:
        return NotTriedAgain("the step called sys.exit(%d): it isn't tried again" % error.code).with_traceback(error.__traceback__)
    explained = RuntimeError("the step called sys.exit(%r); end a step with self.next(...)" % (error.code,))
    return explained.with_traceback(error.__traceback__)


def _message(error):
    try:
        return str(error)
    except Exception:
        return "<no message: its __str__ raises>"


def _text(error):
    try:
        return "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except Exception:
        return "<the traceback of %s can't be shown>\n" % type(error).__name__


def _strip(error, seen):
    """Takes our frames out of an exception and of all it is chained to."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    error.__traceback__ = _without_ours(error.__traceback__)
    _strip(error.__cause__, seen)
    _strip(error.__context__, seen)
    for part in getattr(error, "exceptions", ()):
        if isinstance(part, BaseException):
            _strip(part, seen)


def _without_ours(frame):
    frames = []
    while frame is not None:
        if not os.path.abspath(frame.tb_frame.f_code.co_filename).startswith(_OURS):
            frames.append(frame)
        frame = frame.tb_next
    for current, following in zip(frames, [*frames[1:], None]):
        current.tb_next = following
    return frames[0] if frames else None
