"""Which card a type names: ours, or a subclass of MetaflowCard in a module that was imported or in metaflow_extensions."""

from .base import BUILT_IN, MetaflowCard
from .warn import warn


def card_class(type):
    """The class of a type of card; None when there is none."""
    if type in BUILT_IN:
        return BUILT_IN[type]
    return _defined(type) or _extended(type)


def _defined(type):
    waiting = MetaflowCard.__subclasses__()
    while waiting:
        kind = waiting.pop()
        if kind.type == type and kind.__module__ != __name__.rpartition(".")[0] + ".base":
            return kind
        waiting.extend(kind.__subclasses__())
    return None


def _extended(type):
    for name in _extensions():
        try:
            module = __import__(name, fromlist=["CARDS"])
        except Exception as error:
            warn("%s can't be imported: %s" % (name, error))
            continue
        for kind in getattr(module, "CARDS", ()):
            if kind.type == type:
                return kind
    return None


def _extensions():
    """The names of `metaflow_extensions.PACKAGE.plugins.cards`, with and without `.CARD`, wherever modules are found."""
    import os
    import sys

    found = []
    for root in sys.path:
        extensions = os.path.join(root, "metaflow_extensions")
        for package in _folders(extensions):
            cards = "metaflow_extensions.%s.plugins.cards" % package
            folder = os.path.join(extensions, package, "plugins", "cards")
            if os.path.isfile(os.path.join(folder, "__init__.py")):
                found.append(cards)
            found.extend("%s.%s" % (cards, card) for card in _folders(folder))
    return found


def _folders(path):
    import os

    try:
        names = sorted(os.listdir(path))
    except OSError:
        return []
    bare = [name[:-3] if name.endswith(".py") else name for name in names]
    return [name for name in bare if name.isidentifier() and not name.startswith("__")]
