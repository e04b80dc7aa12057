"""What started a run: `current.trigger` and `Run.trigger`."""

from collections import namedtuple
from datetime import datetime

MetaflowEvent = namedtuple("MetaflowEvent", ["name", "id", "timestamp", "type"])
MetaflowEvent.__doc__ = "An event: its name, what tells it from others of that name, when it happened, and whether it is an `event` or a `run` that was done."


class Trigger:
    """The events that started a run, the latest first."""

    def __init__(self, events):
        latest_first = sorted(events, key=lambda event: event.get("timestamp") or float("-inf"), reverse=True)
        self._events = [_event(event) for event in latest_first]
        self._runs = None

    @classmethod
    def from_runs(cls, run_objs):
        """What stands for runs that are done, as `current.trigger` of a run that they started."""
        ends = [(run, run.end_task) for run in run_objs]
        return cls([
            {"type": "run", "name": "metaflow.%s.%s" % (run.parent.id, end.parent.id), "id": end.pathspec, "timestamp": run.finished_at.timestamp()}
            for run, end in ends if end is not None
        ])

    @property
    def event(self):
        """The latest event."""
        return self._events[0]

    @property
    def events(self):
        """All events."""
        return list(self._events)

    @property
    def run(self):
        """The latest run that was done, as the client has it; None when no run's end is among the events."""
        runs = self.runs
        return runs[0] if runs else None

    @property
    def runs(self):
        """All runs that were done; None when there is none."""
        if self._runs is None:
            from ._later import later

            ids = ["/".join(event.id.split("/")[:2]) for event in self._events if event.type == "run" and event.id]
            self._runs = [later("metaflow", "Run")(run, _namespace_check=False) for run in ids]
        return list(self._runs) or None

    def __getitem__(self, key):
        """The run of the flow with this name, or the event with this name."""
        for run in self.runs or ():
            if run.path_components[0] == key:
                return run
        for event in self._events:
            if event.name == key:
                return event
        raise KeyError(key)

    def __iter__(self):
        return iter(self._events)

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True


def _event(event):
    timestamp = event.get("timestamp")
    return MetaflowEvent(event["name"], event.get("id"), None if timestamp is None else datetime.fromtimestamp(timestamp), event["type"])


def trigger_of(events):
    """What events started a run; None when none did."""
    return Trigger(events) if events else None
