"""The end of a step's time as an exception in the step, so that @catch keeps what it left by then."""

# `signal` imports enum; the module behind it doesn't.
from _signal import ITIMER_REAL, SIGALRM, setitimer, signal

from .._exceptions import TimeoutException


def call_within(seconds, function, *arguments):
    """Calls a function; raises TimeoutException in it when it takes longer."""

    def interrupt(number, frame):
        raise TimeoutException("It took longer than the %g seconds of its @timeout." % seconds)

    before = signal(SIGALRM, interrupt)
    setitimer(ITIMER_REAL, seconds)
    try:
        return function(*arguments)
    finally:
        setitimer(ITIMER_REAL, 0)
        signal(SIGALRM, before)
