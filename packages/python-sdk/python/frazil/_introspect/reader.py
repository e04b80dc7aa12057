"""From a path to the flow that its file says."""

import os
import sys

from .._exceptions import UnsupportedName
from .._flow import FlowSpec
from .._load import load_flow_module
from .describe import describe
from .given import prepare_flow
from .missing import BrokenModules, MissingModules, forget_stubs
from .problems import unreadable
from .quiet import Quiet
from .sources import Sources, walk


def read(path, given):
    """The flow of a file and what it needs beyond its folder, as plain values. Raises Unreadable."""
    sources = Sources(path)
    tree = _parse(path, sources)
    with Quiet():
        module = _run(path, tree, sources)
    flow_class = _flow_class(module, tree, sources, path)
    configs, additions = prepare_flow(flow_class, path, sources, given)
    return {**describe(flow_class, path, sources, given), **configs}, additions


def _parse(path, sources):
    try:
        with open(path, "rb") as file:
            content = file.read()
        tree = compile(content, path, "exec", 0x400, dont_inherit=True)
    except OSError as error:
        raise unreadable("unreadable-file", sources.name(path), None, reason=error.strerror)
    except (SyntaxError, ValueError) as error:
        raise _syntax_error(error, path, sources)
    sources.add(path, tree)
    return tree


def _syntax_error(error, path, sources):
    file = getattr(error, "filename", None) or path
    line = (getattr(error, "text", None) or "").strip()
    return unreadable("syntax-error", sources.name(file), getattr(error, "lineno", None), reason=getattr(error, "msg", str(error)), text=line)


def _run(path, tree, sources):
    sys.path.insert(1, os.path.dirname(os.path.realpath(path)))
    missing, broken = MissingModules(sources), BrokenModules(sources)
    sys.meta_path.insert(0, broken)
    sys.meta_path.append(missing)
    code = compile(tree, path, "exec", dont_inherit=True)
    try:
        while True:
            try:
                return load_flow_module(path, code)
            except BaseException as error:
                culprit = _broken_package(error, sources)
                if culprit is None or culprit in broken.names:
                    raise _raised(error, path, sources)
                broken.names.add(culprit)
                _unload(culprit, sources)
    finally:
        sys.meta_path.remove(broken)
        sys.meta_path.remove(missing)
        forget_stubs()


def _broken_package(error, sources):
    """The installed package whose import failed, when the user's file did nothing but import it."""
    frames = _frames(error)
    own = max((number for number, frame in enumerate(frames) if sources.holds(frame.tb_frame.f_code.co_filename)), default=None)
    if own is None:
        return None
    rest = [frame.tb_frame for frame in frames[own + 1 :]]
    # Python takes the import system's frames out of the traceback of an ImportError.
    if not rest or not (rest[0].f_code.co_filename.startswith("<frozen importlib") or rest[0].f_code.co_name == "<module>"):
        return None
    for frame in rest:
        file = frame.f_code.co_filename
        if "site-packages" in file or "dist-packages" in file:
            return frame.f_globals.get("__name__", "").partition(".")[0] or None
    return None


def _unload(package, sources):
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] == package or (isinstance(file, str) and sources.holds(file)):
            del sys.modules[name]


def _raised(error, path, sources):
    if isinstance(error, SyntaxError) and error.filename and sources.holds(error.filename):
        return _syntax_error(error, path, sources)
    own = [frame for frame in _frames(error) if sources.holds(frame.tb_frame.f_code.co_filename)]
    file = sources.name(own[-1].tb_frame.f_code.co_filename) if own else sources.name(path)
    line = own[-1].tb_lineno if own else None
    if isinstance(error, UnsupportedName):
        return unreadable("unsupported-name", file, line, name=error.name, advice=error.advice)
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] == "metaflow":
        return unreadable("unsupported-name", file, line, name=_not_imported(error), advice="")
    return unreadable("raised", file, line, type=type(error).__name__, message=str(error))


def _not_imported(error):
    """The full name of what `metaflow` doesn't have."""
    name = str(error).split("'")[1:2]
    return error.name if isinstance(error, ModuleNotFoundError) else ".".join([error.name, *name])


def _frames(error):
    frames, frame = [], error.__traceback__
    while frame is not None:
        frames.append(frame)
        frame = frame.tb_next
    return frames


def _flow_class(module, tree, sources, path):
    flows = [value for value in _unique(vars(module).values()) if _is_flow(value)]
    own = [flow for flow in flows if flow.__module__ == module.__name__]
    called = [_value_of(node.func, module) for node in walk(tree) if type(node).__name__ == "Call"]
    leaves = [flow for flow in own if not any(other is not flow and issubclass(other, flow) for other in own)]
    for candidates in (list(_unique(value for value in called if _is_flow(value))), leaves, flows):
        if len(candidates) == 1:
            return candidates[0]
        if len(candidates) > 1:
            names = [candidate.__name__ for candidate in candidates]
            raise unreadable("several-flows", sources.name(path), _line(sources, path, names[1]), names=names)
    raise unreadable("no-flow", sources.name(path), None)


def _value_of(node, module):
    """What a name of the module is, also `other.Flow`; None for anything else."""
    kind = type(node).__name__
    if kind == "Name":
        return vars(module).get(node.id)
    owner = _value_of(node.value, module) if kind == "Attribute" else None
    return vars(owner).get(node.attr) if isinstance(owner, type(sys)) else None


def _is_flow(value):
    return isinstance(value, type) and issubclass(value, FlowSpec) and value is not FlowSpec


def _unique(values):
    return {id(value): value for value in values}.values()


def _line(sources, path, name):
    node = sources.class_(path, name)
    return node and node.lineno
