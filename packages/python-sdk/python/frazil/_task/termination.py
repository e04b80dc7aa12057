"""What SIGTERM does to a task: its step is interrupted, so that `finally` blocks run; then the process dies of the signal."""

import os
import sys

# `signal` imports enum; the module behind it doesn't.
from _signal import SIG_DFL, SIGTERM, signal


class Termination:
    """Whether this process was told to end; from now on it listens."""

    def __init__(self, notice):
        self._process = os.getpid()
        self._notice = notice
        self.is_asked = False
        signal(SIGTERM, self._ask)

    def is_own(self):
        """Whether this is the task's process, and not one that its step forked."""
        return os.getpid() == self._process

    def die(self):
        """Dies of the signal."""
        flush()
        signal(SIGTERM, SIG_DFL)
        os.kill(os.getpid(), SIGTERM)

    def _ask(self, number, frame):
        # Whoever ends a process that the step forked means this one alone, and wants it gone.
        if self.is_asked or not self.is_own():
            self.die()
        self.is_asked = True
        self._tell()
        raise KeyboardInterrupt("the task was told to end")

    def _tell(self):
        """Writes the file that `current.spot_termination_notice` names, for code that looks there."""
        import time

        try:
            with open(self._notice, "w") as file:
                file.write(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        except OSError:
            # A full disk keeps nothing from ending.
            pass


def flush():
    """Writes what was printed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass
