"""The import hook that gives stubs for what the user's own files import and the machine doesn't have."""

import sys

from _frozen_importlib import ModuleSpec

from .sources import unbound_names
from .stubs import Stub

_ModuleType = type(sys)
_OURS = ("frazil", "metaflow")


class StubModule(_ModuleType):
    """A module that isn't installed; it has every name."""

    def __getattr__(self, name):
        if name == "__version__":
            return "0.0.0"
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.__dict__.setdefault(name, Stub("%s.%s" % (self.__name__, name)))


class MissingModules:
    """A finder, asked last: only for imports in the user's files, so that packages' own optional imports still fail."""

    def __init__(self, sources):
        self._sources = sources
        self._star_names = []

    def find_spec(self, name, path=None, target=None):
        top, _, rest = name.partition(".")
        if rest:
            return self._spec(name) if isinstance(sys.modules.get(name.rpartition(".")[0]), StubModule) else None
        importer = _importer()
        if top in _OURS or importer is None or not self._sources.holds(importer):
            return None
        self._star_names = unbound_names(self._sources.tree(importer))
        return self._spec(name)

    def create_module(self, spec):
        return StubModule(spec.name)

    def exec_module(self, module):
        module.__all__ = self._star_names

    def _spec(self, name):
        return ModuleSpec(name, self, is_package=True)


class BrokenModules(MissingModules):
    """A finder, asked first: for packages that are installed but whose import failed."""

    def __init__(self, sources):
        super().__init__(sources)
        self.names = set()

    def find_spec(self, name, path=None, target=None):
        return self._spec(name) if name.partition(".")[0] in self.names else None


def forget_stubs():
    """Takes every stub out of sys.modules."""
    for name in [name for name, module in sys.modules.items() if isinstance(module, StubModule)]:
        del sys.modules[name]


def _importer():
    frame = sys._getframe(2)
    while frame is not None and _is_import_system(frame.f_code.co_filename):
        frame = frame.f_back
    return frame and frame.f_code.co_filename


def _is_import_system(file):
    return file.startswith("<frozen importlib") or file.replace("\\", "/").endswith("/importlib/__init__.py")
