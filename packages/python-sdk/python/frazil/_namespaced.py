"""Names of events that belong to a branch of a project: flows of other branches don't hear them."""

import re


class NamespacedEventName:
    """The name of an event within the branch that a flow is deployed as, or that a task runs in."""

    frazil_namespaced = True

    def __init__(self, name):
        self.name = name

    def __call__(self, _context=None):
        from ._current import current

        within = [current.get("project_name"), current.get("branch_name")]
        within = [re.sub(r"[^A-Za-z0-9_.-]", "", part) for part in within] if all(within) else []
        # As Metaflow names them, so that its flows hear of each other.
        return ".".join(["mfns", *within, self.name])


def namespaced_event_name(event_name):
    """The name of an event of this branch, for `@trigger` and for ArgoEvent."""
    if not isinstance(event_name, str):
        raise ValueError("the name of an event is a text, not %r" % (event_name,))
    return NamespacedEventName(event_name)
