"""Hands what a task leaves behind to the supervisor: new and changed artifacts as pickles, the others by name."""

import sys
from types import FunctionType, MethodType

from .._exceptions import UnpicklableArtifact
from .pickles import pickle

# Values of these types are never changed in place.
IMMUTABLE = frozenset((bool, bytes, complex, float, int, str, type(None)))
_FUNCTIONS = frozenset((FunctionType, MethodType))


def commit(state):
    """Sends the artifacts, those that can be: raises UnpicklableArtifact for the first that can't, in the end."""
    state.is_committed = True
    kept = dict(state.inherited)
    refused = None
    for name, value in _own(state):
        if name in kept and _is_untouched(state, name, value) or name in state.sent and type(value) in IMMUTABLE:
            continue
        entry = kept.pop(name, None)
        try:
            pickled = _pickle(state, name, value)
        except UnpicklableArtifact as error:
            refused = refused or error
            continue
        if pickled is None:
            continue
        if entry is not None and entry["digest"] == pickled.digest:
            pickled.discard()
            kept[name] = entry
        elif state.sent.get(name) == pickled.digest:
            pickled.discard()
        else:
            pickled.send(state.channel, {"kind": "save", "name": name, "type": type_name(value)})
    if kept:
        artifacts = {name: {key: entry[key] for key in ("digest", "size", "type")} for name, entry in kept.items()}
        state.channel.send({"kind": "keep", "artifacts": artifacts})
    if refused is not None:
        raise refused


def send_parameters(state):
    """Sends the values of the parameters; what of them can't change is not sent again."""
    for name, value in state.values.items():
        pickled = _pickle(state, name, value)
        if pickled is not None:
            pickled.send(state.channel, {"kind": "save", "name": name, "type": type_name(value)})
            state.sent[name] = pickled.digest
    state.channel.send({"kind": "parameters", "names": list(state.sent)})


def leave(state):
    """Sends what can be of the artifacts of a step that failed, unless it was sent; its failure is what counts."""
    try:
        if not state.is_committed:
            commit(state)
    except Exception:
        pass


def type_name(value):
    """The module and qualified name of a value's type."""
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__qualname__)


def _own(state):
    if state.is_start:
        for name in state.parameters:
            if name in state.values:
                yield name, state.values[name]
        for name in (*state.configs, *state.constants):
            yield name, getattr(state.flow, name)
    for name, value in list(state.flow.__dict__.items()):
        if name != "_frazil" and name != state.consumed and not name.startswith("__"):
            yield name, value


def _is_untouched(state, name, value):
    return type(value) in IMMUTABLE and name in state.loaded and state.loaded[name] is value


def _pickle(state, name, value):
    """The pickle of an artifact; None for what can't be one and needn't: constants of the class, and functions."""
    try:
        return pickle(value, state.scratch_file())
    except OSError:
        raise
    except Exception as error:
        if name in state.constants:
            return None
        if type(value) in _FUNCTIONS:
            sys.stderr.write("warning: self.%s is a function that can't be pickled: later steps don't have it\n" % name)
            return None
        message = "self.%s is a %s, which can't be pickled: %s. Keep it in a local variable, or `del self.%s` before self.next"
        raise UnpicklableArtifact(message % (name, type_name(value), error, name)) from None
