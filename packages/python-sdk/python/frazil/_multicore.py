"""parallel_map: a function over a list, in processes of its own, as many at once as there are cores."""

import os
import sys

from ._exceptions import FrazilException


def parallel_map(func, iterable, max_parallel=None, dir=None):
    """The results of a function for all items, in order. The function needs no name; its results are pickled."""
    results = parallel_imap_unordered(lambda item: (item[0], func(item[1])), list(enumerate(iterable)), max_parallel, dir)
    return [value for _, value in sorted(results, key=lambda result: result[0])]


def parallel_imap_unordered(func, iterable, max_parallel=None, dir=None):
    """The results of a function for all items, as they come."""
    limit = max_parallel or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else max_parallel or os.cpu_count() or 1
    running = {}
    for item in iterable:
        if len(running) >= limit:
            yield _next(running)
        pid, path = _start(func, item, dir)
        running[pid] = path
    while running:
        yield _next(running)


def _start(func, item, folder):
    import tempfile

    descriptor, path = tempfile.mkstemp(prefix="parallel_map_", dir=folder)
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid, path
    code = 1
    try:
        import pickle

        with os.fdopen(descriptor, "wb") as file:
            pickle.dump(func(item), file, protocol=4)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def _next(running):
    # Only our own children are waited for: the step may have others.
    for pid in list(running):
        ended, status = os.waitpid(pid, 0 if len(running) == 1 else os.WNOHANG)
        if ended:
            break
    else:
        pid, status = next(iter(running)), None
        status = os.waitpid(pid, 0)[1]
    path = running.pop(pid)
    try:
        if status:
            raise FrazilException("a process of parallel_map failed")
        import pickle

        with open(path, "rb") as file:
            return pickle.load(file)
    finally:
        os.unlink(path)
