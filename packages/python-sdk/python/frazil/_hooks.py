"""The program that runs the exit hooks of a flow: `python -B _hooks.py FLOW_FILE JSON`.

The JSON is {"flow", "run", "status", "functions", "configs", "with"}. Each function runs, whatever becomes of the others; the
exit code is 1 when one of them failed.
"""

import os
import sys

# Instead of the program's own folder, which comes first unless Python was told to leave it out.
sys.path[: not getattr(sys.flags, "safe_path", sys.flags.isolated)] = [__file__[: -len("/frazil/_hooks.py")]]


class FinishedRun:
    """What a hook is given as `run`."""

    def __init__(self, flow, run, status):
        self.id = run
        self.pathspec = "%s/%s" % (flow, run)
        self.finished = True
        self.successful = status == "done"

    def __repr__(self):
        return "Run('%s')" % self.pathspec


def main():
    """Runs the hooks. Returns the exit code."""
    from frazil._load import flow_class_of, load_flow_module
    from frazil._prepare import needs_prepare, prepare
    from frazil._wire import loads

    path, given = sys.argv[1], loads(sys.argv[2])
    sys.argv = [path]
    sys.path.insert(1, os.path.dirname(os.path.realpath(path)))
    with open(path, "rb") as file:
        module = load_flow_module(path, compile(file.read(), path, "exec", dont_inherit=True))
    if needs_prepare(given["with"]):
        from frazil._exact import decoded

        prepare(flow_class_of(module, given["flow"]), decoded(given["configs"]), given["with"])
    return max([_run(module, name, given) for name in given["functions"]], default=0)


def _run(module, name, given):
    try:
        function = _find(module, name)
        function(run=_run_of(given)) if _wants_run(function) else function()
        return 0
    except BaseException as error:
        from frazil._task.failure import describe

        sys.stdout.flush()
        sys.stderr.write("The exit hook %s failed:\n%s" % (name, describe(error)["traceback"]))
        return 1


def _find(module, name):
    if hasattr(module, name):
        return getattr(module, name)
    owner, _, last = name.rpartition(".")
    if owner:
        __import__(owner)
        return getattr(sys.modules[owner], last)
    from frazil._exceptions import FrazilException

    raise FrazilException("the flow's file has no function '%s'" % name)


def _wants_run(function):
    from inspect import signature

    parameters = signature(function).parameters.values()
    return any(parameter.name == "run" or parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


def _run_of(given):
    """The run as the client has it, where there is one that can read it."""
    try:
        from frazil.client import Run

        return Run("%s/%s" % (given["flow"], given["run"]))
    except Exception:
        return FinishedRun(given["flow"], given["run"], given["status"])


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.exit(code)
