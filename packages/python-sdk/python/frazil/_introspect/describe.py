"""A flow's class as the plain values of its JSON."""

import os
import sys
from types import FunctionType

from .._decorators import recorded
from .._parameters import parameters_of
from .._wire import dumps
from .given import Context
from .problems import Unreadable, problem, unreadable
from .transitions import transition

# Decorators whose attributes are acted on; of the others, what isn't JSON is shown as text.
_EXACT = frozenset(
    (
        "batch", "catch", "conda", "conda_base", "environment", "kubernetes", "project", "pypi", "pypi_base", "resources", "retry", "schedule",
        "timeout",
    )
)
_TRIGGERS = ("trigger", "trigger_on_finish")


def describe(flow_class, path, sources, given=()):
    """The flow, as plain values. Raises Unreadable with every attribute that can't be known."""
    problems = []
    context = Context(flow_class, given.get("username")) if "deploy" in given else None
    node = sources.class_(_file_of(flow_class, path), flow_class.__name__)
    file = sources.name(path)
    line = node.lineno if node else 1
    flow = {
        "name": flow_class.__name__,
        "file": os.path.basename(path),
        "doc": _doc(flow_class.__dict__.get("__doc__")),
        "line": line,
        "decorators": _decorators(_computed(recorded(flow_class), context, file, line), node, line, file, problems),
        "parameters": [_parameter(parameter, flow_class, path, sources, line, context) for parameter in parameters_of(flow_class)],
        "steps": [_step(name, function, sources, problems) for name, function in _steps(flow_class)],
        "python": "%d.%d.%d" % sys.version_info[:3],
    }
    if problems:
        raise Unreadable(problems)
    # The only step, which goes nowhere, is the first and the last, whatever its name.
    if len(flow["steps"]) == 1 and flow["steps"][0]["next"]["kind"] in ("end", "missing"):
        flow["steps"][0].update(isStart=True, isEnd=True, next={"kind": "end"})
    # A step that is marked takes the part of one that is only called so.
    for mark, name in (("isStart", "start"), ("isEnd", "end")):
        for step in flow["steps"] if any(mark in step for step in flow["steps"]) else ():
            if step["name"] == name:
                step.setdefault(mark, False)
    return flow


def _steps(flow_class):
    found = {}
    for base in reversed(flow_class.__mro__):
        for name, value in base.__dict__.items():
            found.pop(name, None)
            if getattr(value, "is_step", False) is True:
                found[name] = value
    return found.items()


def _step(name, function, sources, problems):
    inner = function
    while hasattr(inner, "__wrapped__"):
        inner = inner.__wrapped__
    code = inner.__code__
    node = sources.function(code)
    file, line = sources.name(code.co_filename), node.lineno if node else code.co_firstlineno
    return {
        **({"isStart": True} if getattr(inner, "is_start_step", False) else {}),
        **({"isEnd": True} if getattr(inner, "is_end_step", False) else {}),
        "name": name,
        "line": line,
        "file": file,
        "doc": _doc(inner.__doc__),
        "decorators": _decorators(recorded(function), node, line, file, problems),
        **_user_decorators(function),
        "isJoin": code.co_argcount == 2,
        "arity": code.co_argcount,
        "next": transition(node, getattr(inner, "is_end_step", False)) if node else {"kind": "unreadable", "reason": "the source of the step can't be found", "line": line},
    }


def _user_decorators(function):
    """Those that run code around the step, the outermost first, as they are written."""
    wrappers = function.__dict__.get("_frazil_wrappers", ())
    return {"userDecorators": [_written(wrapper) for wrapper in reversed(wrappers)]} if wrappers else {}


def _written(wrapper):
    arguments, options = wrapper.get_args_kwargs()
    texts = [*map(_text, arguments), *("%s=%s" % (name, _text(value)) for name, value in options.items())]
    return type(wrapper).__name__ + ("(%s)" % ", ".join(texts) if texts else "")


def _text(value):
    try:
        return dumps(value)
    except (TypeError, RecursionError):
        # What it says of itself may differ each time.
        return type(value).__name__


def _decorators(entries, node, line, file, problems):
    lines = _decorator_lines(entries, node, line)
    return [
        {"name": name, "attributes": _attributes(name, attributes, at, file, problems), "line": at}
        for (name, attributes), at in zip(entries, lines)
    ]


def _computed(entries, context, file, line):
    """Decorators with what their functions give, where the flow is deployed: those of triggers may say later what starts the flow."""
    if context is None:
        return [(name, _listed(attributes) if name in _TRIGGERS else attributes) for name, attributes in entries]
    try:
        return [(name, _worked_out(attributes, context) if name in _TRIGGERS else attributes) for name, attributes in entries]
    except Exception as error:
        raise unreadable("raised", file, line, type=type(error).__name__, message=str(error))


def _listed(attributes):
    """Attributes in which a function that gives a list stands for its one item, as long as it isn't called."""
    return {key: [value] if key in ("events", "flows") and callable(value) else value for key, value in attributes.items()}


def _worked_out(value, context):
    if isinstance(value, dict):
        return {key: _worked_out(item, context) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_worked_out(item, context) for item in value]
    return _worked_out(value(context), context) if callable(value) and not _is_namespaced(value) else value


def _is_namespaced(value):
    return getattr(value, "frazil_namespaced", False) is True


def _decorator_lines(entries, node, line):
    """The lines of recorded decorators: they are in the order of the text, and `step` isn't recorded."""
    written = [(_name(decorator), decorator.lineno) for decorator in (node.decorator_list if node else ())]
    others = [at for name, at in written if name != "step"]
    if len(others) == len(entries):
        return others
    return [next((at for name, at in written if name == entry), line) for entry, _ in entries]


def _name(node):
    node = getattr(node, "func", node)
    return getattr(node, "attr", getattr(node, "id", None))


def _attributes(name, attributes, line, file, problems):
    plain = {}
    for key, value in attributes.items():
        value = _named(value)
        if name == "environment" and isinstance(value, dict):
            # What a variable is set to is text, also where os.getenv() had nothing to give.
            value = {variable: str(text) for variable, text in value.items()}
        try:
            dumps(value)
            plain[key] = value
        except (TypeError, RecursionError):
            plain[key] = repr(value)
            if name in _EXACT:
                problems.append(problem("unknowable-attribute", file, line, decorator=name, attribute=key, value=repr(value)[:200]))
    return plain


def _named(value):
    """Functions, as @exit_hook takes them, are told by their names, and names of events that are a branch's own by what they are there."""
    if isinstance(value, (list, tuple)):
        return [_named(item) for item in value]
    if isinstance(value, dict):
        return {key: _named(item) for key, item in value.items()}
    if _is_namespaced(value):
        return {"namespaced": value.name}
    return value.__name__ if isinstance(value, FunctionType) else value


def _parameter(parameter, flow_class, path, sources, line, context):
    document = {
        "attribute": parameter.attribute,
        "name": parameter.name,
        "type": parameter.kind,
        "required": parameter.required and parameter.default is None,
        "help": parameter.help or "",
        "hasComputedDefault": False,
        "line": _parameter_line(parameter, flow_class, path, sources) or line,
    }
    if hasattr(parameter, "is_text"):
        document["isFile"] = True
    if not parameter.show_default:
        document["hidesDefault"] = True
    if parameter.multiple:
        document["isMultiple"] = True
    if parameter.separator:
        document["separator"] = parameter.separator
    if parameter.default is not None:
        try:
            dumps(parameter.default)
            document["default"] = parameter.default
        except TypeError:
            document["hasComputedDefault"] = True
    if context is not None and (document["hasComputedDefault"] or (hasattr(parameter, "is_text") and parameter.default is not None)):
        document["deployedDefault"] = _deployed_default(parameter, context, sources.name(path), document["line"])
    return document


def _deployed_default(parameter, context, file, line):
    """A default that is worked out when the flow is deployed, as text."""
    context.parameter_name = parameter.name
    try:
        default = parameter.default(context) if callable(parameter.default) else parameter.default
        return parameter.embedded(default)
    except Exception as error:
        kind = type(error).__name__
        reason = str(error) if kind == "InvalidParameter" else "parameter '%s' raises %s: %s" % (parameter.name, kind, error)
        raise unreadable("bad-default", file, line, reason=reason.rstrip("."))


def _parameter_line(parameter, flow_class, path, sources):
    owner = next(base for base in flow_class.__mro__ if base.__dict__.get(parameter.attribute) is parameter)
    node = sources.class_(_file_of(owner, path), owner.__name__)
    for statement in node.body if node else ():
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        if any(getattr(target, "id", None) == parameter.attribute for target in targets):
            return statement.lineno
    return None


def _file_of(flow_class, path):
    return getattr(sys.modules.get(flow_class.__module__), "__file__", None) or path


def _doc(text):
    if not isinstance(text, str):
        return ""
    lines = text.expandtabs().strip().splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    return "\n".join([line.rstrip() for line in lines[:1]] + [line[indent:].rstrip() for line in lines[1:]])
