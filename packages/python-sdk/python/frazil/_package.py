"""What mutators add to the code package of a flow that is deployed."""

import os
from enum import IntEnum

from ._exceptions import FrazilException
from ._user_decorators import FlowMutator

_SUFFIXES = (".py",)


class ContentType(IntEnum):
    """What a mutator's `add_to_package` may add: files, or a module. Files of any kind are beside the flow's file when it runs."""

    USER_CONTENT = 1
    CODE_CONTENT = 2
    MODULE_CONTENT = 4
    OTHER_CONTENT = 8
    ALL_CONTENT = 15


class package_sources(FlowMutator):
    """Adds files and folders to the code package, each under its own name or the one given: `@package_sources('../src/forecasting')`."""

    def init(self, sources, arcname=None, suffixes=None):
        self._sources = [_source(source) for source in ([sources] if _is_one(sources) else sources)]
        if arcname is not None:
            if len(self._sources) != 1:
                raise FrazilException("arcname is for one source; give (source, arcname) for each of several")
            self._sources = [_source((self._sources[0][0], arcname))]
        self._suffixes = _SUFFIXES if suffixes is None else _suffixes(suffixes)

    def add_to_package(self):
        """(file, path in the package, kind) of each file."""
        folder = _folder_of(self._flow_cls)
        for source, name in self._sources:
            path = os.path.realpath(os.path.join(folder, source))
            if not os.path.exists(path):
                raise FrazilException("package_sources: there is no %s" % source)
            name = name or os.path.basename(path)
            for file, inside in _files(path, self._suffixes):
                yield file, os.path.normpath(os.path.join(name, inside)), ContentType.USER_CONTENT


class package_suffixes(FlowMutator):
    """Adds the files of the flow's folder that end with these suffixes to the code package."""

    def init(self, suffixes):
        self._suffixes = _suffixes(suffixes)

    def add_to_package(self):
        """(file, path in the package, kind) of each file."""
        for file, inside in _files(_folder_of(self._flow_cls), self._suffixes):
            yield file, inside, ContentType.USER_CONTENT


def path_in_package(path):
    """A path as a package has it. Raises FrazilException for one that leaves the package."""
    parts = os.path.normpath(os.fspath(path)).replace("\\", "/").split("/")
    if os.path.isabs(path) or ".." in parts or parts == ["."]:
        raise FrazilException("a path in the code package is relative and stays inside; got %r" % (path,))
    return "/".join(parts)


def _source(source):
    if _is_pair(source):
        return os.fspath(source[0]), path_in_package(source[1])
    return os.fspath(source), None


def _is_pair(value):
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], (str, os.PathLike))


def _is_one(value):
    return isinstance(value, (str, os.PathLike)) or _is_pair(value)


def _suffixes(given):
    stripped = (suffix.strip() for suffix in (given.split(",") if isinstance(given, str) else given))
    return tuple((suffix if suffix.startswith(".") else "." + suffix).lower() for suffix in stripped if suffix)


def _folder_of(flow_class):
    from inspect import getfile

    return os.path.dirname(os.path.abspath(getfile(flow_class)))


def _files(path, suffixes):
    """(file, path below) of the files there are with these suffixes, hidden ones and compiled ones left out."""
    if os.path.isfile(path):
        if path.lower().endswith(suffixes):
            yield path, ""
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(suffixes):
                file = os.path.join(folder, name)
                yield file, os.path.relpath(file, path)
