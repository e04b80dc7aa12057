"""What a step says about the steps that follow in its last statement, from its syntax alone."""

from .sources import walk


def transition(node, is_end=False):
    """The transition of a step's definition."""
    if type(node).__name__ == "AsyncFunctionDef":
        return _unreadable(node, "it is an `async def`, which nothing awaits; write `def`, and asyncio.run(...) in it")
    arguments = node.args.args
    receiver = arguments[0].arg if arguments else "self"
    calls = [call for call in walk(node) if _is_next(call, receiver)]
    last = node.body[-1]
    if not calls:
        return {"kind": "end" if is_end or node.name == "end" else "missing"}
    if type(last).__name__ != "Expr" or last.value not in calls:
        return _unreadable(calls[0], _place(node, calls[0]))
    said = _read(last.value, receiver)
    # A step may leave early, if it goes where it goes at its end.
    other = next((call for call in calls if dict(_read(call, receiver), line=0) != dict(said, line=0)), None)
    if other is not None and said["kind"] != "unreadable":
        return _unreadable(other, "self.next(...) is there more than once, and says something else here than in the last statement of the step")
    return said


def _is_next(node, receiver):
    if type(node).__name__ != "Call" or type(node.func).__name__ != "Attribute" or node.func.attr != "next":
        return False
    return type(node.func.value).__name__ == "Name" and node.func.value.id == receiver


def _place(node, call):
    around = next(statement for statement in node.body if any(child is call for child in walk(statement)))
    kind = type(around).__name__
    word = {"If": "if", "For": "for", "While": "while", "Try": "try", "With": "with", "Return": "return", "FunctionDef": "def"}.get(kind)
    where = "inside `%s`" % word if word else "not at the end"
    return "self.next(...) is %s; it must be the last statement of the step, and always be reached" % where


def _read(call, receiver):
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    unknown = [str(name) for name in options if name not in ("condition", "foreach", "num_parallel")]
    if unknown:
        return _unreadable(call, "self.next(...) has no argument '%s'" % unknown[0])
    if len(options) > 1:
        return _unreadable(call, "self.next(...) takes only one of %s" % " and ".join("%s=" % name for name in sorted(options)))
    if "condition" in options or any(type(argument).__name__ == "Dict" for argument in call.args):
        return _switch(call, receiver, options)
    targets = [_target(argument, receiver) for argument in call.args]
    if None in targets:
        return _unreadable(call, "argument %d of self.next(...) is not a step, written self.NAME" % (targets.index(None) + 1))
    if not targets:
        return _unreadable(call, "self.next() names no step")
    return _transition(call, targets, options)


def _switch(call, receiver, options):
    if len(call.args) != 1 or type(call.args[0]).__name__ != "Dict":
        return _unreadable(call, "a switch is written self.next({VALUE: self.NAME, ...}, condition='ARTIFACT')")
    if "condition" not in options:
        return _unreadable(call, "the switch doesn't say what chooses: add condition='ARTIFACT'")
    variable = _text(options["condition"])
    if variable is None:
        return _unreadable(call, "condition= takes the name of an artifact in quotes")
    keys, targets = call.args[0].keys, [_target(value, receiver) for value in call.args[0].values]
    if not keys:
        return _unreadable(call, "the switch has no cases")
    values = [_written(key) for key in keys]
    if None in values:
        reason = "case %d of the switch is computed; write it as a text, a number, True, False, None, or a name"
        return _unreadable(call, reason % (values.index(None) + 1))
    if None in targets:
        reason = "case %s of the switch doesn't lead to a step, written self.NAME"
        return _unreadable(call, reason % values[targets.index(None)])
    twice = [value for number, value in enumerate(values) if value in values[:number]]
    if twice:
        return _unreadable(call, "case %s of the switch is there more than once" % twice[0])
    cases = [{"value": value, "target": target} for value, target in zip(values, targets)]
    return {"kind": "switch", "condition": variable, "cases": cases, "line": call.lineno}


def _text(node):
    """The text that a node is; None for other nodes."""
    value = getattr(node, "value", getattr(node, "s", None))
    return value if isinstance(value, str) and type(node).__name__ in ("Constant", "Str") else None


def _written(node):
    """How Python writes a literal or a name; None for what is computed, and for `**` in a dictionary."""
    kind = type(node).__name__
    if kind == "Constant":
        return repr(node.value)
    if kind == "Name":
        return node.id
    if kind == "Attribute":
        owner = _written(node.value)
        return owner and "%s.%s" % (owner, node.attr)
    if kind == "UnaryOp" and type(node.op).__name__ == "USub" and type(node.operand).__name__ == "Constant":
        return "-%r" % (node.operand.value,)
    if kind == "Tuple":
        parts = [_written(part) for part in node.elts]
        return None if None in parts else "(%s)" % ", ".join(parts)
    return None


def _transition(call, targets, options):
    if "num_parallel" in options:
        if len(targets) != 1:
            return _unreadable(call, "a gang is written self.next(self.NAME, num_parallel=NUMBER)")
        return {"kind": "gang", "target": targets[0], "line": call.lineno}
    if "foreach" in options:
        variable = _text(options["foreach"])
        if len(targets) != 1 or variable is None:
            return _unreadable(call, "a foreach is written self.next(self.NAME, foreach='ARTIFACT')")
        return {"kind": "foreach", "target": targets[0], "variable": variable, "line": call.lineno}
    if len(targets) == 1:
        return {"kind": "linear", "target": targets[0], "line": call.lineno}
    return {"kind": "split", "targets": targets, "line": call.lineno}


def _target(node, receiver):
    if type(node).__name__ != "Attribute" or type(node.value).__name__ != "Name" or node.value.id != receiver:
        return None
    return node.attr


def _unreadable(call, reason):
    return {"kind": "unreadable", "reason": reason, "line": call.lineno}
