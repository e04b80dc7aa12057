"""profile: how long a block takes."""

from contextlib import contextmanager


@contextmanager
def profile(label, stats_dict=None):
    """Prints when a block begins and how many milliseconds it took, or adds them to a dictionary under its label."""
    from time import time

    if stats_dict is None:
        print("PROFILE: %s starting" % label)
    begun = time()
    yield
    took = int((time() - begun) * 1000)
    if stats_dict is None:
        print("PROFILE: %s completed in %dms" % (label, took))
    else:
        stats_dict[label] = stats_dict.get(label, 0) + took
