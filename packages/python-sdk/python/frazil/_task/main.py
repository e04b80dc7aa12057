"""The life of a task's process: learn what to do, run the step, hand over what it made, or tell how it failed."""

import os
import sys

from .._current import current
from .._flow import FlowSpec
from .._load import flow_class_of, import_own, load_flow_module
from .._prepare import needs_prepare
from . import transition  # noqa: F401
from .channel import Channel, SupervisorGone
from .commit import commit
from .describe_current import describe_current
from .state import TaskState
from .termination import Termination, flush
from .watchdog import watch

_DESCRIPTOR = 3


def main():
    """Runs one task. Does not return."""
    path = sys.argv[1]
    sys.argv = [path]
    # As Python does it: modules are beside the file itself, not beside a symbolic link to it.
    sys.path.insert(1, os.path.dirname(os.path.realpath(path)))
    channel = Channel(_DESCRIPTOR)
    try:
        _leave(_run(channel, path))
    except SupervisorGone:
        _leave(70)


def _run(channel, path):
    task = channel.receive()[0]
    watch(_DESCRIPTOR)
    _prepare_output()
    termination = Termination()
    try:
        _task(channel, task, path, termination)
    except SupervisorGone:
        raise
    except BaseException as error:
        if termination.is_asked:
            termination.die()
        if not termination.is_own():
            sys.excepthook(*sys.exc_info())
            return 1
        exception = import_own("frazil._task.failure").describe(error)
        channel.send({"kind": "failed", "exception": exception})
        return 1
    channel.send({"kind": "done"})
    return 0


def _task(channel, task, path, termination):
    if task["protocol"] != 1:
        raise RuntimeError("this SDK speaks version 1 of the task protocol, the supervisor version %s" % task["protocol"])
    describe_current(task)
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    module = load_flow_module(path, code)
    flow_class = flow_class_of(module, task["flow"])
    if needs_prepare(task.get("with")):
        import_own("frazil._prepare").prepare(flow_class, task.get("configs") or {}, task.get("with") or ())
    flow = _new(flow_class)
    state = flow.__dict__["_frazil"] = TaskState(flow, task, channel)
    _prefer_artifacts(flow, state)
    current.parameter_names = list(state.parameters)
    function = getattr(flow_class, task["step"])
    decorators = getattr(function, "_frazil_decorators", ())
    if task.get("spin"):
        decorators = import_own("frazil._task.spin").decorators_of(task["spin"], decorators)
    _set_variables(decorators)
    cards = _cards(state, decorators)
    try:
        if state.is_start:
            _set_parameters(state)
        if task.get("spin"):
            import_own("frazil._task.spin").replace_artifacts(state, task["spin"])
        _call(state, function, decorators)
        if not termination.is_own():
            # A process that the step forked came out of it as well: the task goes on in its parent.
            raise SupervisorGone()
        commit(state)
    except SupervisorGone:
        raise
    except BaseException as error:
        if cards is not None and termination.is_own() and not termination.is_asked:
            cards.send(state, import_own("frazil._task.failure").describe(error))
        raise
    _hand_over(state, cards)


def _new(flow_class):
    flow = flow_class.__new__(flow_class)
    if flow_class.__init__ is not FlowSpec.__init__:
        flow.__init__()
    return flow


def _prefer_artifacts(flow, state):
    """What `__init__` set counts where there is no artifact of that name."""
    for name in state.inherited:
        flow.__dict__.pop(name, None)
    state.take_shadowed()


def _call(state, function, decorators):
    catches = any(name == "catch" for name, _ in decorators)
    _catch(state, function, decorators) if catches else _run_step(state, function)
    if state.transition is None and not state.is_end:
        from .._exceptions import InvalidNext

        raise InvalidNext("step '%s' ended without self.next(...)" % state.task["step"])


def _run_step(state, function):
    arguments = (import_own("frazil._task.inputs").Inputs(state),) if state.task["isJoin"] else ()
    if getattr(function, "_frazil_wrappers", None) and not (state.task.get("spin") or {}).get("skipsDecorators"):
        import_own("frazil._task.wrappers").call(state, function, arguments)
    else:
        function(state.flow, *arguments)


def _catch(state, function, decorators):
    catch = import_own("frazil._task.catch")
    attributes = catch.attributes_of(decorators)
    failure = state.task.get("failure")
    try:
        _run_limited(state, function) if failure is None else catch.raise_failure(failure)
    except Exception as error:
        # While there are attempts left, it is tried again.
        if failure is None and state.task["attempt"] + 1 < state.task["maxAttempts"]:
            raise
        catch.go_on(state, attributes, error)
    else:
        catch.leave_variable(state, attributes)


def _run_limited(state, function):
    limit = state.task.get("timeLimit")
    if limit is None:
        _run_step(state, function)
    else:
        import_own("frazil._task.time_limit").call_within(limit, _run_step, state, function)


def _hand_over(state, cards):
    if cards is not None:
        cards.send(state)
    caught = {"caught": True} if state.is_caught else {}
    state.channel.send({"kind": "next", "transition": state.transition or {"kind": "end"}, **caught})


def _set_parameters(state):
    texts = state.task.get("parameters") or {}
    context = _Context(state.task)
    for attribute, parameter in state.parameters.items():
        context.parameter_name = parameter.name
        state.values[attribute] = parameter.value(texts.get(parameter.name), context)


class _Context:
    """What the callable default of a parameter is called with."""

    def __init__(self, task):
        self.flow_name = task["flow"]
        self.user_name = task["username"]


def _set_variables(decorators):
    for name, attributes in decorators:
        if name == "environment":
            os.environ.update({key: str(value) for key, value in attributes.get("vars", {}).items()})


def _cards(state, decorators):
    if not state.task.get("card") or not any(name == "card" for name, _ in decorators):
        return None
    cards = import_own("frazil.cards").collector()
    cards.declare([attributes for name, attributes in reversed(decorators) if name == "card"], state)
    return cards


def _prepare_output():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _leave(code):
    """Ends as the interpreter would, without taking every module apart."""
    try:
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
        import atexit

        atexit._run_exitfuncs()
    finally:
        flush()
        os._exit(code)
