"""What the last statement of a step says about the steps that follow, from its syntax alone."""

from .sources import walk


def transition(node):
    """The transition of a step's definition."""
    arguments = node.args.args
    receiver = arguments[0].arg if arguments else "self"
    calls = [call for call in walk(node) if _is_next(call, receiver)]
    last = node.body[-1]
    if not calls:
        return {"kind": "end" if node.name == "end" else "missing"}
    if type(last).__name__ != "Expr" or last.value not in calls:
        return _unreadable(calls[0], _place(node, calls[0]))
    if len(calls) > 1:
        return _unreadable(calls[0], "self.next(...) is there more than once; only the last statement of a step may say it")
    return _read(last.value, receiver)


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
    if "condition" in options or any(type(argument).__name__ == "Dict" for argument in call.args):
        return _unreadable(call, "switches (condition=) are not supported yet")
    if "num_parallel" in options:
        return _unreadable(call, "num_parallel= is not supported yet")
    unknown = [str(name) for name in options if name != "foreach"]
    if unknown:
        return _unreadable(call, "self.next(...) has no argument '%s'" % unknown[0])
    targets = [_target(argument, receiver) for argument in call.args]
    if None in targets:
        return _unreadable(call, "argument %d of self.next(...) is not a step, written self.NAME" % (targets.index(None) + 1))
    if not targets:
        return _unreadable(call, "self.next() names no step")
    return _transition(call, targets, options)


def _transition(call, targets, options):
    if "foreach" in options:
        variable = getattr(options["foreach"], "value", None)
        if len(targets) != 1 or not isinstance(variable, str):
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
