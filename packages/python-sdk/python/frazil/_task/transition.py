"""What a call of self.next means."""

from .._exceptions import InvalidNext
from .pickles import pickle

# A task reads the whole chunk that its item is in, so chunks are small; items are pickled together so that they are few.
_CHUNK_BYTES = 1 << 20
_CHUNK_ITEMS = 1000


def transition_of(state, targets, options):
    """The transition that a call says. A foreach's items go to the supervisor now. Raises InvalidNext."""
    step = state.task["step"]
    if step == "end":
        raise InvalidNext("step 'end' is the last one: it has no self.next(...)")
    if state.transition is not None:
        raise InvalidNext("step '%s' calls self.next(...) twice" % step)
    if not targets:
        raise InvalidNext("self.next() of step '%s' names no step" % step)
    unsupported = [name for name in options if name != "foreach"]
    if unsupported:
        raise InvalidNext("self.next(%s=...) of step '%s' isn't supported" % (unsupported[0], step))
    names = [_name_of(state, target) for target in targets]
    if not options:
        return {"kind": "linear" if len(names) == 1 else "split", "targets": names}
    if len(names) != 1:
        raise InvalidNext("self.next(..., foreach=...) of step '%s' takes one step" % step)
    return _foreach(state, names[0], options["foreach"])


def _name_of(state, target):
    function = getattr(target, "__func__", None)
    name = getattr(function, "__name__", None)
    if getattr(function, "is_step", False) and getattr(target, "__self__", None) is state.flow:
        return name
    raise InvalidNext("self.next(...) of step '%s' takes steps, written self.NAME; got %r" % (state.task["step"], target))


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
