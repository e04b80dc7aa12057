"""Runner: runs a flow from a program."""

import json
import os

from .._exceptions import NotFound
from ._connection import Connection
from ._objects import Run
from ._process import Watched, existing_flow, options_of

_TOP_LISTS = {"platform": "--platform"}
_RUN_LISTS = {"tags": "--tag", "tag": "--tag", "with_": "--with", "decospecs": "--with", "user_namespace": "--namespace"}


class ExecutingProcess:
    """A command that is at work or over."""

    def __init__(self, runner, watched):
        self.runner = runner
        self.command_obj = watched

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.runner.cleanup()

    @property
    def returncode(self):
        """The exit code; None while it is at work."""
        return self.command_obj.process.poll()

    @property
    def status(self):
        """running, successful, failed or timeout."""
        if self.command_obj.has_timed_out:
            return "timeout"
        return {None: "running", 0: "successful"}.get(self.returncode, "failed")

    @property
    def stdout(self):
        """What it wrote to standard output so far."""
        return self.command_obj.text("stdout")

    @property
    def stderr(self):
        """What it wrote to standard error so far."""
        return self.command_obj.text("stderr")

    async def wait(self, timeout=None, stream=None):
        """Waits for its end, and shows a stream meanwhile; after so many seconds it is ended."""
        import asyncio

        end = asyncio.get_event_loop().run_in_executor(None, self.command_obj.wait, timeout)
        if stream is not None:
            async for _position, line in self.stream_log(stream):
                print(line)
        await end
        return self

    async def stream_log(self, stream, position=None):
        """(position, line) of a stream, until it ends."""
        import asyncio

        with open(self.command_obj.path(stream), "rb") as file:
            file.seek(position or 0)
            rest = b""
            while True:
                is_over = self.returncode is not None
                line = rest + file.readline()
                rest = b""
                if line.endswith(b"\n") or (line and is_over):
                    yield file.tell(), line.decode(errors="replace").rstrip("\n")
                elif is_over:
                    return
                else:
                    rest = line
                    await asyncio.sleep(0.05)


class ExecutingRun(ExecutingProcess):
    """A run that is at work or over."""

    @property
    def run(self):
        """The run as the client knows it; None as long as it has no name."""
        return self.runner._find_run(self.command_obj, False)


class ExecutingTask(ExecutingProcess):
    """A task that is spun or was."""

    @property
    def task(self):
        """The task as the client knows it; None as long as it has not begun."""
        run = self.runner._find_run(self.command_obj, True)
        step = None if run is None else next(iter(run), None)
        return None if step is None else step.task


class Runner:
    """Runs a flow file; keyword arguments are the options before `run`. `with Runner('flow.py').run(x=1) as running: ...`"""

    def __init__(self, flow_file, show_output=True, profile=None, env=None, cwd=None, file_read_timeout=3600, **kwargs):
        self.flow_file = existing_flow(flow_file, cwd)
        self.show_output = show_output
        self.cwd = cwd or os.getcwd()
        self.file_read_timeout = file_read_timeout
        self.env_vars = dict(os.environ, **(env or {}))
        self.top_level_kwargs = kwargs
        self._watched = []
        self._flow_name = None
        self._connections = {}

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.cleanup()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_details):
        self.cleanup()

    def run(self, **kwargs):
        """Runs the flow and waits for its end; keyword arguments are parameters and options of `run`."""
        return self._finished(self._start("run", kwargs))

    def resume(self, **kwargs):
        """Resumes a run and waits for its end; `step_to_rerun`, `origin_run_id`."""
        return self._finished(self._start("resume", kwargs))

    def spin(self, pathspec, **kwargs):
        """Runs a step alone, with what it got in an earlier run: STEP, RUN/STEP or RUN/STEP/TASK. Waits for its end. Raises when it fails."""
        return self._done(self._finished(self._start("spin", kwargs, pathspec)))

    async def async_run(self, **kwargs):
        """Starts the flow; comes back when the run has a name."""
        return await self._named(self._start("run", kwargs))

    async def async_resume(self, **kwargs):
        """Resumes a run; comes back when the new run has a name."""
        return await self._named(self._start("resume", kwargs))

    async def async_spin(self, pathspec, **kwargs):
        """Runs a step alone; comes back when it is done. Raises when it fails."""
        executing = await self._named(self._start("spin", kwargs, pathspec))
        return self._done(await executing.wait())

    def cleanup(self):
        """Ends what is at work, and removes what was written for it."""
        for watched in self._watched:
            watched.clean()
        self._watched = []
        for connection in self._connections.values():
            connection.close()
        self._connections = {}

    def _start(self, command, options, step=None):
        options = dict(options)
        step = options.pop("step_to_rerun", step)
        id_file = options.pop("run_id_file", None) or ""
        words = [self.flow_file, *self._top_words(), command]
        words += [] if step is None else [step]
        words += options_of(options, _RUN_LISTS)
        watched = Watched(words, self.env_vars, self.cwd, self.show_output, id_file)
        self._watched.append(watched)
        return (ExecutingTask if command == "spin" else ExecutingRun)(self, watched)

    def _top_words(self):
        return options_of(self.top_level_kwargs, dict(_TOP_LISTS, **_RUN_LISTS))

    def _finished(self, executing):
        executing.command_obj.wait()
        self._assert_begun(executing)
        return executing

    def _assert_begun(self, executing):
        if executing.returncode != 0 and executing.command_obj.run() is None:
            raise executing.command_obj.failure("%s didn't start: %s" % (self.flow_file, executing.stderr.strip()))

    def _done(self, spun):
        if spun.returncode != 0:
            raise spun.command_obj.failure("%s: the step failed: %s%s" % (self.flow_file, spun.stdout, spun.stderr.strip()))
        return spun

    async def _named(self, executing):
        import asyncio

        watched = executing.command_obj
        waited = 0.0
        while watched.run() is None:
            if executing.returncode is not None:
                watched.wait()
                self._assert_begun(executing)
                break
            if waited > self.file_read_timeout:
                raise TimeoutError("%s has no run after %s seconds" % (self.flow_file, self.file_read_timeout))
            await asyncio.sleep(0.05)
            waited += 0.05
        return executing

    def _find_run(self, watched, is_spun):
        run = watched.run()
        if run is None:
            return None
        try:
            return Run("%s/%s" % (self._flow(), run), _namespace_check=False, _connection=self._connected(is_spun))
        except NotFound:
            return None

    def _connected(self, is_spun):
        if is_spun not in self._connections:
            self._connections[is_spun] = Connection(self.top_level_kwargs.get("store"), self.env_vars, is_spun)
        return self._connections[is_spun]

    def _flow(self):
        if self._flow_name is None:
            shown = Watched([self.flow_file, *self._top_words(), "show", "--json"], self.env_vars, self.cwd, False)
            try:
                if shown.wait() != 0:
                    raise shown.failure(shown.text("stderr").strip())
                # Before it, there may be what the flow prints while it is read.
                self._flow_name = json.loads(shown.text("stdout").splitlines()[-1])["flow"]["name"]
            finally:
                shown.clean()
        return self._flow_name
