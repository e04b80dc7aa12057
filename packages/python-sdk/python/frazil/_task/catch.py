"""@catch: a step that failed for good goes on as if it had called self.next, with the exception in an artifact."""

from .._exceptions import CaughtException, CaughtFailure


def attributes_of(decorators):
    """The attributes of a step's @catch; None when it has none."""
    return next((attributes for name, attributes in decorators if name == "catch"), None)


def raise_failure(message):
    """What a step does whose attempts all ended without an exception: it was killed, or took too long."""
    raise CaughtFailure(message)


def leave_variable(state, attributes):
    """Says that nothing was caught."""
    if attributes.get("var"):
        setattr(state.flow, attributes["var"], None)


def go_on(state, attributes, error):
    """Keeps an exception and takes the transition that the flow's file says."""
    from .failure import describe

    # Its own frames aren't of interest, and it isn't raised any more.
    described = describe(error)
    kind = type(error)
    # What flows compare the names of exceptions with.
    name = vars(kind).get("known_as") or "%s.%s" % (kind.__module__, kind.__qualname__)
    caught = CaughtException(str(error), name, described["traceback"])
    if attributes.get("print_exception", True) is not False:
        _print(state, described["traceback"])
    state.flow._catch_exception = caught
    state.is_caught = True
    if attributes.get("var"):
        setattr(state.flow, attributes["var"], caught)
    state.transition = planned(state)


def planned(state):
    """The transition that the flow's file says; what it can't say alone is refused before the run."""
    following = state.task["next"]
    if following["kind"] == "end":
        return None
    targets = following["targets"] if "targets" in following else [following["target"]]
    return {"kind": following["kind"], "targets": targets}


def _print(state, text):
    print("@catch caught an exception of step '%s':" % state.task["step"])
    for line in text.splitlines():
        print(">  " + line)
