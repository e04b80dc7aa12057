"""What a call of self.next means."""

from .._exceptions import InvalidNext
from .pickles import pickle

# A task reads the whole chunk that its item is in, so chunks are small; items are pickled together so that they are few.
_CHUNK_BYTES = 1 << 20
_CHUNK_ITEMS = 1000


def transition_of(state, targets, options):
    """The transition that a call says. A foreach's items go to the supervisor now. Raises InvalidNext."""
    step = state.task["step"]
    if state.is_end:
        raise InvalidNext("step '%s' is the last one: it has no self.next(...)" % step)
    if state.transition is not None:
        raise InvalidNext("step '%s' calls self.next(...) twice" % step)
    if not targets:
        raise InvalidNext("self.next() of step '%s' names no step" % step)
    unknown = [name for name in options if name not in ("condition", "foreach", "num_parallel")]
    if unknown:
        raise InvalidNext("self.next(...) of step '%s' has no argument '%s'" % (step, unknown[0]))
    options = {name: value for name, value in options.items() if value is not None}
    if len(options) > 1:
        raise InvalidNext("self.next(...) of step '%s' takes one of %s" % (step, " and ".join("%s=" % name for name in sorted(options))))
    if "condition" in options or isinstance(targets[0], dict):
        return _switch(state, targets, options.get("condition"))
    names = [_name_of(state, target) for target in targets]
    if not options:
        return {"kind": "linear" if len(names) == 1 else "split", "targets": names}
    if len(names) != 1:
        raise InvalidNext("self.next(..., %s=...) of step '%s' takes one step" % (next(iter(options)), step))
    return _foreach(state, names[0], options["foreach"]) if "foreach" in options else _gang(state, names[0], options["num_parallel"])


def _name_of(state, target):
    function = getattr(target, "__func__", None)
    name = getattr(function, "__name__", None)
    if getattr(function, "is_step", False) and getattr(target, "__self__", None) is state.flow:
        return name
    raise InvalidNext("self.next(...) of step '%s' takes steps, written self.NAME; got %r" % (state.task["step"], target))


def _switch(state, targets, variable):
    step = state.task["step"]
    cases = targets[0]
    if len(targets) != 1 or not isinstance(cases, dict) or not cases or not isinstance(variable, str):
        message = "a switch is written self.next({VALUE: self.NAME, ...}, condition='ARTIFACT'); step '%s' has it otherwise"
        raise InvalidNext(message % step)
    if not hasattr(state.flow, variable):
        raise InvalidNext("condition='%s' of step '%s' names no artifact; set self.%s before" % (variable, step, variable))
    value = getattr(state.flow, variable)
    try:
        is_known = value in cases
    except TypeError:
        is_known = False
    if not is_known:
        known = ", ".join(repr(case) for case in cases)
        message = "self.%s is %s, which is no case of the switch of step '%s'; its cases are %s"
        raise InvalidNext(message % (variable, repr(value)[:200], step, known))
    names = {case: _name_of(state, target) for case, target in cases.items()}
    return {"kind": "switch", "targets": [names[value]]}


def _gang(state, target, count):
    # Also what acts as a whole number, such as one of numpy.
    try:
        number = count.__index__()
    except (AttributeError, TypeError):
        number = 0
    if number < 1 or isinstance(count, bool):
        raise InvalidNext("num_parallel=%r of step '%s' is not a whole number from 1" % (count, state.task["step"]))
    return {"kind": "gang", "targets": [target], "count": number}


def _foreach(state, target, variable):
    if not isinstance(variable, str):
        raise InvalidNext("foreach= of step '%s' takes the name of an artifact in quotes" % state.task["step"])
    if not hasattr(state.flow, variable):
        raise InvalidNext("foreach='%s' of step '%s' names no artifact; set self.%s before" % (variable, state.task["step"], variable))
    items = getattr(state.flow, variable)
    try:
        iterator = iter(items)
    except TypeError:
        message = "self.%s is a %s, which can't be iterated; foreach= of step '%s' needs a list or the like"
        raise InvalidNext(message % (variable, type(items).__name__, state.task["step"])) from None
    count = _send_items(state, iterator)
    if count == 0:
        raise InvalidNext("self.%s is empty: the foreach of step '%s' needs at least one item" % (variable, state.task["step"]))
    if iterator is items:
        state.consumed = variable
    return {"kind": "foreach", "targets": [target], "variable": variable, "count": count}


def _send_items(state, iterator):
    start, room, sent = 0, 1, 0
    chunk = []
    for item in iterator:
        chunk.append(item)
        if len(chunk) >= room:
            sent += _send_chunk(state, chunk, start)
            start += len(chunk)
            room = max(1, min(_CHUNK_ITEMS, _CHUNK_BYTES * start // sent))
            chunk = []
    if chunk:
        _send_chunk(state, chunk, start)
    return start + len(chunk)


def _send_chunk(state, chunk, start):
    pickled = pickle(chunk, state.scratch_file())
    pickled.send(state.channel, {"kind": "items", "start": start, "count": len(chunk), "offset": None})
    return pickled.size
