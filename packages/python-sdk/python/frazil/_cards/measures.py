"""The components that show how something goes: progress, a figure, events, a chart."""

from .components import UserComponent
from .document import document_of, text_of
from .plain import plain


class ProgressBar(UserComponent):
    """How much of something is done."""

    type = "progressBar"

    def __init__(self, max=100, label=None, value=0, unit=None, metadata=None):
        self.max = max
        self.label = label
        self.value = value
        self.unit = unit
        self.metadata = metadata

    def update(self, new_value, metadata=None):
        self.value = new_value
        self.metadata = self.metadata if metadata is None else metadata

    def document(self):
        words = {"label": self.label, "unit": self.unit, "detail": self.metadata}
        numbers = {"value": plain(float(self.value)) or 0, "max": plain(float(self.max)) or 0}
        return {"kind": "progress", **numbers, **{name: str(word or "") for name, word in words.items()}}


class ValueBox(UserComponent):
    """One figure, and what it says."""

    type = "valueBox"
    _PARTS = ("title", "value", "subtitle", "theme", "change_indicator")

    def __init__(self, title=None, value="", subtitle=None, theme=None, change_indicator=None):
        self.title = self.subtitle = self.theme = self.change_indicator = None
        self.value = ""
        self.update(title, value, subtitle, theme, change_indicator)

    def update(self, title=None, value=None, subtitle=None, theme=None, change_indicator=None):
        for name, part in zip(self._PARTS, (title, value, subtitle, theme, change_indicator)):
            if part is None:
                continue
            if name != "value" and not isinstance(part, str):
                raise TypeError("%s of a ValueBox is text, not %s" % (name, type(part).__name__))
            setattr(self, name, part)

    def document(self):
        texts = {"title": self.title, "subtitle": self.subtitle, "theme": self.theme, "change": self.change_indicator}
        return {"kind": "value", "value": _figure(self.value), **{name: text or "" for name, text in texts.items()}}


class VegaChart(UserComponent):
    """A chart as Vega-Lite says it."""

    type = "vegaChart"

    def __init__(self, spec, show_controls=False):
        self.spec = spec

    @classmethod
    def from_altair_chart(cls, altair_chart):
        """A chart of the package altair."""
        return cls(altair_chart.to_dict())

    def update(self, spec=None):
        if spec is not None:
            self.spec = spec.to_dict() if hasattr(spec, "to_dict") else spec

    def document(self):
        if not isinstance(self.spec, dict):
            raise TypeError("the spec of a chart is a dictionary, not %s" % type(self.spec).__name__)
        return {"kind": "chart", "spec": plain(self.spec)}


class EventsTimeline(UserComponent):
    """What happened, the latest first."""

    type = "eventsTimeline"

    def __init__(self, title=None, max_events=100):
        self.title = title
        self._most = max_events
        self._events = []
        self._count = 0
        self._first = self._last = None
        self._finished = False

    def update(self, event_data, style_theme=None, priority=None, payloads=None, finished=None):
        """Adds an event: names and values, and components to look at."""
        from time import time

        self._last = time()
        self._first = self._last if self._first is None else self._first
        self._count += 1
        self._finished = self._finished if finished is None else bool(finished)
        data = {"timestamp": self._last, **event_data}
        self._events.insert(0, (data, style_theme, priority, payloads or {}))
        del self._events[self._most :]

    def get_stats(self):
        """How many events there were, and how fast they come."""
        stats = {"total_events": self._count, "displayed_events": len(self._events), "last_update": self._last}
        stats.update(first_event=self._first, finished=self._finished)
        seconds = self._last - self._first if self._count > 1 else 0
        if seconds > 0:
            stats["events_per_minute"] = round(self._count / seconds * 60, 1)
            stats["total_runtime_seconds"] = round(seconds, 1)
        return stats

    def document(self):
        note = "%s event%s" % (format(self._count, ","), "" if self._count == 1 else "s")
        note += ", the latest %d shown" % len(self._events) if self._count > len(self._events) else ""
        events = [_event(*event) for event in self._events]
        return {"kind": "timeline", "title": str(self.title or ""), "events": events, "note": note + (", finished" if self._finished else "")}


def _event(data, theme, priority, payloads):
    fields = [[str(name), text_of(value)] for name, value in data.items() if name != "timestamp"]
    components = [{"kind": "section", "title": str(name), "components": [document_of(payload)]} for name, payload in payloads.items()]
    return {"time": _time(data["timestamp"]), "theme": str(theme or ""), "priority": str(priority or ""), "fields": fields, "components": components}


def _time(moment):
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        return text_of(moment)
    from time import gmtime, strftime

    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(moment))


def _figure(value):
    if isinstance(value, float) and not isinstance(value, bool):
        return "%.6g" % value
    return format(value, ",") if type(value) is int else str(value)
