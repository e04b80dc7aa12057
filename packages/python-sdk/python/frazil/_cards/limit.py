"""A limit to how long the making of a card takes."""


def limited(seconds, call):
    """Calls it, and raises TimeoutError in it after so many seconds; without limit where there are no signals."""
    try:
        from _signal import ITIMER_REAL, SIGALRM, setitimer, signal

        before = signal(SIGALRM, _raise) if seconds else None
    except (ImportError, ValueError):
        seconds = None
    if not seconds:
        return call()
    left = setitimer(ITIMER_REAL, float(seconds))
    try:
        return call()
    finally:
        setitimer(ITIMER_REAL, *left)
        signal(SIGALRM, before)


def _raise(number, frame):
    raise TimeoutError("it took longer than its timeout")
