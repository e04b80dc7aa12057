"""The life of a task's process: learn what to do, run the step, hand over what it made, or tell how it failed."""

import os
import sys

from .._current import Parallel, current
from .._load import flow_class_of, import_own, load_flow_module
from .._prepare import needs_prepare
from . import transition  # noqa: F401
from .channel import Channel, SupervisorGone
from .commit import commit
from .state import TaskState
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
    _die_of_sigterm()
    try:
        _task(channel, task, path)
    except SupervisorGone:
        raise
    except BaseException as error:
        exception = import_own("frazil._task.failure").describe(error)
        channel.send({"kind": "failed", "exception": exception})
        return 1
    channel.send({"kind": "done"})
    return 0


def _task(channel, task, path):
    if task["protocol"] != 1:
        raise RuntimeError("this SDK speaks version 1 of the task protocol, the supervisor version %s" % task["protocol"])
    _describe_current(task)
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    module = load_flow_module(path, code)
    flow_class = flow_class_of(module, task["flow"])
    if needs_prepare(task.get("with")):
        import_own("frazil._prepare").prepare(flow_class, task.get("configs") or {}, task.get("with") or ())
    flow = flow_class.__new__(flow_class)
    state = flow.__dict__["_frazil"] = TaskState(flow, task, channel)
    current.parameter_names = list(state.parameters)
    function = getattr(flow_class, task["step"])
    decorators = getattr(function, "_frazil_decorators", ())
    _set_variables(decorators)
    cards = _cards(state, decorators)
    try:
        if state.is_start:
            _set_parameters(state)
        _call(state, function, decorators)
        commit(state)
    except SupervisorGone:
        raise
    except BaseException as error:
        if cards is not None:
            cards.send(state, import_own("frazil._task.failure").describe(error))
        raise
    _hand_over(state, cards)


def _call(state, function, decorators):
    catches = any(name == "catch" for name, _ in decorators)
    _catch(state, function, decorators) if catches else _run_step(state, function)
    if state.transition is None and not state.is_end:
        from .._exceptions import InvalidNext

        raise InvalidNext("step '%s' ended without self.next(...)" % state.task["step"])


def _run_step(state, function):
    arguments = (import_own("frazil._task.inputs").Inputs(state),) if state.task["isJoin"] else ()
    if getattr(function, "_frazil_wrappers", None):
        import_own("frazil._task.wrappers").call(state, function, arguments)
    else:
        function(state.flow, *arguments)


def _catch(state, function, decorators):
    catch = import_own("frazil._task.catch")
    attributes = catch.attributes_of(decorators)
    failure = state.task.get("failure")
    try:
        _run_step(state, function) if failure is None else catch.raise_failure(failure)
    except Exception as error:
        # While there are attempts left, it is tried again.
        if failure is None and state.task["attempt"] + 1 < state.task["maxAttempts"]:
            raise
        catch.go_on(state, attributes, error)
    else:
        catch.leave_variable(state, attributes)


def _hand_over(state, cards):
    if cards is not None:
        cards.send(state)
    state.channel.send({"kind": "next", "transition": state.transition or {"kind": "end"}})


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


def _describe_current(task):
    current.is_running_flow = True
    current.flow_name = task["flow"]
    current.run_id = task["run"]
    current.step_name = task["step"]
    current.task_id = task["task"]
    current.retry_count = task["attempt"]
    current.origin_run_id = task["originRun"]
    current.username = task["username"]
    current.namespace = task["namespace"] or None
    current.tags = frozenset(task["tags"])
    current._task = task
    if task.get("project"):
        _describe_project(task["project"])
    current.tempdir = task["scratch"]
    current.pathspec = "%s/%s/%s/%s" % (task["flow"], task["run"], task["step"], task["task"])
    if task.get("parallel"):
        _describe_gang(task["parallel"])


def _describe_project(project):
    current.project_name = project["name"]
    current.branch_name = project["branch"]
    current.is_production = project["production"]
    current.is_user_branch = project["branch"].startswith("user.")
    current.project_flow_name = "%s.%s.%s" % (project["name"], project["branch"], current.flow_name)


def _describe_gang(gang):
    current.is_parallel = True
    current.parallel = Parallel(gang["mainIp"], gang["numNodes"], gang["nodeIndex"], gang["controlTask"])
    # The tools of distributed work, which a step may start, read these.
    for name, value in current.parallel._asdict().items():
        os.environ["MF_PARALLEL_%s" % name.upper()] = str(value)


def _prepare_output():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _die_of_sigterm():
    # `signal` imports enum; the module behind it doesn't.
    from _signal import SIG_DFL, SIGTERM, signal

    def die(number, frame):
        _flush()
        signal(number, SIG_DFL)
        os.kill(os.getpid(), number)

    signal(SIGTERM, die)


def _leave(code):
    """Ends as the interpreter would, without taking every module apart."""
    try:
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
        import atexit

        atexit._run_exitfuncs()
    finally:
        _flush()
        os._exit(code)


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
