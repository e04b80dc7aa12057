"""Card components, and `current.card` to append them to."""

from ._cards.base import BlankCard, DefaultCard, ErrorCard, MetaflowCard, MetaflowCardComponent
from ._cards.collection import Cards
from ._cards.components import Artifact, Error, Image, JSONViewer, Markdown, PythonCode, Table, YAMLViewer
from ._cards.measures import EventsTimeline, ProgressBar, ValueBox, VegaChart

_cards = Cards()


def collector():
    """The cards of this process's task."""
    return _cards


__all__ = [
    "Artifact",
    "BlankCard",
    "DefaultCard",
    "Error",
    "ErrorCard",
    "EventsTimeline",
    "Image",
    "JSONViewer",
    "Markdown",
    "MetaflowCard",
    "MetaflowCardComponent",
    "ProgressBar",
    "PythonCode",
    "Table",
    "ValueBox",
    "VegaChart",
    "YAMLViewer",
]


def __getattr__(name):
    if name != "get_cards":
        raise AttributeError("module '%s' has no attribute '%s'" % (__name__, name))
    from ._later import later

    return later(__name__, name)
