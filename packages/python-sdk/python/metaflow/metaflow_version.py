"""The version of Metaflow that the names here are of."""

from . import __version__ as metaflow_version


def get_version(public=False):
    """The version; with `public`, without what says that it is Frazil's."""
    return metaflow_version.partition("+")[0] if public else metaflow_version


def __getattr__(name):
    from frazil._submodules import find_elsewhere

    return find_elsewhere(__name__, name)
