"""NBRunner and NBDeployer: run and deploy a flow whose class is in the cell of a notebook."""

import ast
import linecache
import os
import tempfile

from .._exceptions import FrazilException
from ._deployer import Deployer
from ._runner import Runner

# A statement of the cell that uses one of these is of the notebook, not of the flow.
_OF_NOTEBOOKS = {"NBDeployer", "NBRunner", "display", "get_ipython"}


class NBRunner:
    """Runs a flow class of a notebook: `NBRunner(HelloFlow).nbrun(alpha=1)`. The cell with the class has to have its imports too."""

    def __init__(self, flow, show_output=True, profile=None, env=None, base_dir=None, file_read_timeout=3600, **kwargs):
        self._file = _written(flow, base_dir)
        self.runner = Runner(self._file, show_output, profile, env, base_dir, file_read_timeout, **kwargs)

    def nbrun(self, **kwargs):
        """Runs the flow, waits for its end, and cleans up. Returns the run."""
        try:
            return self.run(**kwargs).run
        finally:
            self.cleanup()

    def nbresume(self, **kwargs):
        """Resumes a run, waits for its end, and cleans up. Returns the run."""
        try:
            return self.resume(**kwargs).run
        finally:
            self.cleanup()

    def run(self, **kwargs):
        """Runs the flow and waits for its end, as Runner.run does."""
        return self.runner.run(**kwargs)

    def resume(self, **kwargs):
        """Resumes a run and waits for its end, as Runner.resume does."""
        return self.runner.resume(**kwargs)

    async def async_run(self, **kwargs):
        """Starts the flow, as Runner.async_run does."""
        return await self.runner.async_run(**kwargs)

    async def async_resume(self, **kwargs):
        """Resumes a run, as Runner.async_resume does."""
        return await self.runner.async_resume(**kwargs)

    def cleanup(self):
        """Ends what is at work, and removes what was written for it."""
        self.runner.cleanup()
        _remove(self._file)


class NBDeployer(Deployer):
    """Deploys a flow class of a notebook: `NBDeployer(HelloFlow).argo_workflows().create()`."""

    def __init__(self, flow, show_output=True, profile=None, env=None, base_dir=None, file_read_timeout=3600, **kwargs):
        super().__init__(_written(flow, base_dir), show_output, profile, env, base_dir, file_read_timeout, **kwargs)

    def cleanup(self):
        """Removes what was written for the deployer."""
        _remove(self.flow_file)


def _written(flow, folder):
    source = flow_source(flow)
    handle, path = tempfile.mkstemp(suffix=".py", prefix=flow.__name__.lower() + "_", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("%s\n\nif __name__ == '__main__':\n    %s()\n" % (source, flow.__name__))
    return path


def _remove(path):
    for each in (path, path + ".lock"):
        if os.path.exists(each):
            os.remove(each)


def flow_source(flow):
    """The cell that a flow class is in, without what is not of the flow: the uses of a runner, and of what it gave."""
    lines = linecache.getlines(_file_of(flow))
    if not lines:
        raise FrazilException("the source of %s can't be found: define the class in a cell of a notebook" % flow.__name__)
    foreign = set(_OF_NOTEBOOKS)
    kept = []
    for statement in ast.parse("".join(lines)).body:
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        if not _is_import(statement) and not isinstance(statement, ast.ClassDef) and names & foreign:
            foreign |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        else:
            first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", []))])
            kept.append("".join(lines[first - 1 : statement.end_lineno]).rstrip("\n"))
    return "\n".join(kept)


def _is_import(statement):
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def _file_of(flow):
    # The class itself doesn't know; the code of its steps does.
    for value in vars(flow).values():
        code = getattr(getattr(value, "__wrapped__", value), "__code__", None)
        if code is not None:
            return code.co_filename
    raise FrazilException("%s has no steps" % flow.__name__)
