"""The task that runs, in which the client is asked: the store knows nothing of it before an attempt is over."""

from .._current import current
from .._exceptions import NotFound


def is_running_in(pathspec):
    """Whether the task that runs is this one, or one of this step or run."""
    return current.is_running_flow and (current.pathspec + "/").startswith(pathspec + "/")


def with_running(data):
    """What is known of the tasks of its step, newest first: it is the newest."""
    yield current._known()
    try:
        for each in data:
            if each["task"] != current.task_id:
                yield each
    except NotFound:
        # None of them is over.
        return
