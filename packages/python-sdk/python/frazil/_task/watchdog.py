"""A task whose supervisor was killed must not live on: one thread waits for the connection to break, and for nothing else."""

import os
from _thread import start_new_thread


def watch(descriptor):
    """Starts the thread, where the system has `poll`."""
    try:
        from select import poll
    except ImportError:
        return
    waiting = poll()
    # No events asked for: a hang-up is always told.
    waiting.register(descriptor, 0)
    start_new_thread(_wait, (waiting,))


def _wait(waiting):
    waiting.poll()
    if os.getpgrp() == os.getpid():
        os.killpg(0, 9)
    os.kill(os.getpid(), 9)
