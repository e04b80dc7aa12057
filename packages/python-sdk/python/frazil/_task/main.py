"""The life of a task's process: learn what to do, run the step, hand over what it made, or tell how it failed."""

import os
import sys

from .._current import current
from .._flow import FlowSpec
from .._load import flow_class_of, import_own, load_flow_module
from .._prepare import needs_prepare
from . import transition  # noqa: F401
from .channel import Channel, SupervisorGone
from .commit import commit, leave
from .describe_current import describe_current, describe_flow, notice_in
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
    modules = os.environ.pop("FRAZIL_MODULES", None)
    if modules:
        import_own("frazil._elsewhere").look_elsewhere(modules)
    channel = Channel(_DESCRIPTOR)
    try:
        _leave(_run(channel, path))
    except SupervisorGone:
        _leave(70)


def _run(channel, path):
    task = channel.receive()[0]
    watch(_DESCRIPTOR)
    _prepare_output()
    termination = Termination(notice_in(task["scratch"]))
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
        channel.send({"kind": "failed", "exception": exception, "versions": _versions()})
        return 1
    channel.send({"kind": "done", "versions": _versions()})
    return 0


def _task(channel, task, path, termination):
    if task["protocol"] != 1:
        raise RuntimeError("this SDK speaks version 1 of the task protocol, the supervisor version %s" % task["protocol"])
    describe_current(task)
    spin = task.get("spin")
    # What is wrong with them is told before anything of the flow happens.
    artifacts = import_own("frazil._task.spin").artifacts_of(spin) if spin else {}
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    module = load_flow_module(path, code)
    flow_class = flow_class_of(module, task["flow"])
    if needs_prepare(task.get("with")):
        configs = import_own("frazil._exact").decoded(task.get("configs") or {})
        import_own("frazil._prepare").prepare(flow_class, configs, task.get("with") or ())
    flow = _new(flow_class)
    state = flow.__dict__["_frazil"] = TaskState(flow, task, channel)
    _prefer_artifacts(flow, state)
    current.parameter_names = list(state.parameters)
    describe_flow(flow_class)
    function = getattr(flow_class, task["step"])
    decorators = getattr(function, "_frazil_decorators", ())
    if spin:
        decorators = import_own("frazil._task.spin").decorators_of(spin, decorators)
    _set_variables(decorators)
    cards = _cards(state, decorators)
    try:
        if state.is_start:
            import_own("frazil._task.parameters").settle(state)
        if artifacts:
            import_own("frazil._task.spin").replace_artifacts(state, artifacts)
        _call(state, function, decorators)
        if not termination.is_own():
            # A process that the step forked came out of it as well: the task goes on in its parent.
            raise SupervisorGone()
        commit(state)
    except SupervisorGone:
        raise
    except BaseException as error:
        if termination.is_own() and not termination.is_asked:
            leave(state)
            if cards is not None:
                cards.send(state, import_own("frazil._task.failure").describe(error))
        raise
    _hand_over(state, cards)


def _versions():
    """What the task ran with."""
    return {"python": "%d.%d.%d" % sys.version_info[:3], "metaflow": import_own("metaflow").__version__}


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
    try:
        _catch(state, function, decorators) if catches else _run_step(state, function)
    except SystemExit as end:
        # It says all is well, and where it goes is known.
        if end.code not in (None, 0) or (state.transition is None and not state.is_end):
            raise
    if state.transition is None and _follows(state.task.get("parallel")):
        state.transition = import_own("frazil._task.catch").planned(state)
    if state.transition is None and not state.is_end:
        from .._exceptions import InvalidNext

        raise InvalidNext("step '%s' ended without self.next(...)" % state.task["step"])


def _follows(parallel):
    """Whether the task goes where the first of its gang goes, also when it doesn't say so."""
    return parallel is not None and parallel["nodeIndex"] > 0


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


def _set_variables(decorators):
    for name, attributes in decorators:
        if name == "environment":
            os.environ.update({key: str(value) for key, value in attributes.get("vars", {}).items()})


def _cards(state, decorators):
    if not state.task.get("card") or not any(name == "card" for name, _ in decorators):
        return None
    cards = import_own("frazil.cards").collector()
    cards.declare([attributes for name, attributes in reversed(decorators) if name == "card"], state)
    current.card = cards
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
