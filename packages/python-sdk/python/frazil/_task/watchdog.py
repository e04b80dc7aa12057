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
    start_new_thread(_wait, (waiting, descriptor, _socket_of(descriptor)))


def _wait(waiting, descriptor, socket):
    waiting.poll()
    if _socket_of(descriptor) != socket:
        # The step closed it: the supervisor hears that, and says so.
        return
    if os.getpgrp() == os.getpid():
        os.killpg(0, 9)
    os.kill(os.getpid(), 9)


def _socket_of(descriptor):
    try:
        found = os.fstat(descriptor)
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
