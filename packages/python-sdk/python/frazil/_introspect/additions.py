"""What a flow needs beyond its folder: the modules that its decorators are from, and the files that its mutators add to the code package."""

import os
import sys


def additions_of(flow_class, sources, is_deployed):
    """`{"modules": [...], "files": [...]}` with a name or path in the package and where it is here; None when there is nothing."""
    if "frazil._user_decorators" not in sys.modules:
        return None
    modules = dict(_modules(sources))
    files = dict(_files(flow_class, modules) if is_deployed else ())
    if not modules and not files:
        return None
    return {
        "modules": [{"name": name, "path": path} for name, path in sorted(modules.items()) if path],
        "files": [{"path": path, "file": file} for path, file in sorted(files.items())],
    }


def _modules(sources):
    """(name, folder or file) of each top-level module elsewhere that has decorators."""
    from .._user_decorators import modules_of_decorators

    for name in modules_of_decorators():
        place = _place_of(sys.modules.get(name))
        # What is beside the flow's file is imported from there.
        if place and os.path.dirname(place) != os.path.realpath(sources.folder):
            yield name, place


def _place_of(module):
    """Where a module is; None for one that isn't on the disk."""
    paths = list(getattr(module, "__path__", ())) or [getattr(module, "__file__", None)]
    return os.path.realpath(paths[0]) if paths[0] and os.path.exists(paths[0]) else None


def _files(flow_class, modules):
    from .._exceptions import FrazilException
    from .._package import path_in_package

    found = {}
    for mutator in _mutators(flow_class):
        for entry in mutator.add_to_package():
            content, name, *kind = entry
            if kind and getattr(kind[0], "name", None) == "MODULE_CONTENT":
                top = content.__name__.partition(".")[0]
                modules[top] = _place_of(sys.modules[top])
                continue
            path, file = path_in_package(name), os.path.realpath(content)
            if found.setdefault(path, file) != file:
                raise FrazilException("two files are added to the code package as %s: %s and %s" % (path, found[path], file))
    return found


def _mutators(flow_class):
    from .._mutable import steps_of
    from .._prepare import flow_mutators

    yield from flow_mutators(flow_class)
    for function in steps_of(flow_class).values():
        yield from function.__dict__.get("_frazil_mutators", ())
