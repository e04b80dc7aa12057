"""Tasks."""

from collections import namedtuple

from .._current import current
from .._exceptions import CaughtException, NotFound
from ._artifact import DataArtifact
from ._base import MetaflowObject, moment
from ._data import MetaflowData
from ._running import is_running_in

Metadata = namedtuple("Metadata", "name value created_at type task")


class Task(MetaflowObject):
    """A task of which at least one attempt is over, or the one that runs."""

    _form = ("FlowName", "RunID", "StepName", "TaskID")
    _child_class = DataArtifact

    def _load(self, flow, run, step, task):
        runs = is_running_in(self.pathspec)
        try:
            data = self._ask("task", flow=flow, run=run, step=step, task=task)
        except NotFound:
            if not runs:
                raise
            return current._known()
        # Attempts before the one that runs are over.
        return dict(data, **current._known()) if runs and data["record"] is None else data

    def _children(self):
        return (self._child(name, data) for name, data in self._artifacts.items() if not name.startswith("_"))

    @property
    def parent(self):
        if self._known_parent is None:
            from ._objects import Step

            # Where there is a task, there is its step, also while no task of it is over.
            path = self.pathspec.rpartition("/")[0]
            self._known_parent = Step(path, _data={}, _namespace_check=False, _connection=self._connection)
        return self._known_parent

    @property
    def _record(self):
        record = self._data["record"]
        return None if record is None or self._attempt not in (None, record["attempt"]) else record

    @property
    def _artifacts(self):
        # A task that failed has what it left when it raised; one that runs has none yet.
        ended = self._record or self._last_attempt()
        return (ended or {}).get("artifacts") or {}

    def _asked(self, ask, **details):
        names = dict(zip(("flow", "run", "step", "task"), self.path_components))
        return self._ask(ask, **dict(names, **details))

    @property
    def _is_running(self):
        return "inputs" in self._data and self._attempt in (None, current.retry_count)

    def _last_attempt(self):
        if self._is_running:
            return None
        attempts = [each for each in self._asked("attempts") if self._attempt in (None, each["attempt"])]
        return attempts[-1] if attempts else None

    @property
    def data(self):
        """Its artifacts as attributes: `task.data.x`."""
        return MetaflowData(self)

    @property
    def artifacts(self):
        """Its artifacts, as a named tuple of DataArtifact."""
        artifacts = list(self)
        return namedtuple("MetaflowArtifacts", [artifact.id for artifact in artifacts], rename=True)._make(artifacts)

    @property
    def successful(self):
        """Whether it is done, and not only because of @catch."""
        return self._record is not None and not self._record.get("caught")

    @property
    def finished(self):
        """Whether it is done."""
        return self._record is not None

    @property
    def created_at(self):
        """When it began."""
        return moment(self._data.get("started"))

    @property
    def finished_at(self):
        """When it ended, well or not."""
        ended = self._record or self._last_attempt()
        return moment(ended["finished"]) if ended else None

    @property
    def exception(self):
        """What made it fail, with its type and its stack trace; None when nothing did."""
        end = (self._last_attempt() or {}).get("end", {"kind": "done"})
        if end["kind"] == "done":
            return None
        if end["kind"] == "failed":
            told = end["exception"]
            return CaughtException(told["message"], told["type"], told["traceback"])
        reason = end.get("reason") or end.get("message") or end["kind"]
        return CaughtException(reason, end["kind"])

    @property
    def index(self):
        """Its position in the innermost foreach; None outside of any."""
        positions = (self._data["record"] or {}).get("index")
        if positions is None:
            positions = [int(part) for part in self.id.split("-") if part.isdigit()] if self.id != "0" else []
        return positions[-1] if positions else None

    @property
    def runtime_name(self):
        """What ran it, such as `dev` (this machine) or `argo`; None when no tag says so."""
        return next((tag.partition(":")[2] for tag in self.system_tags if tag.startswith(("runtime:", "engine:"))), None)

    @property
    def current_attempt(self):
        """The attempt that this object shows."""
        if self._attempt is not None:
            return self._attempt
        if self._is_running:
            return current.retry_count
        last = self._record or self._last_attempt()
        return last["attempt"] if last else 0

    attempt = current_attempt

    @property
    def stdout(self):
        """What it wrote to standard output."""
        return self._log("stdout")

    @property
    def stderr(self):
        """What it wrote to standard error, and the traceback of what made it fail."""
        return self._log("stderr") + self._traceback()

    @property
    def stdout_size(self):
        """The size of its standard output in bytes."""
        return len(self.stdout.encode())

    @property
    def stderr_size(self):
        """The size of its standard error in bytes."""
        return len(self.stderr.encode())

    def loglines(self, stream, as_unicode=True, meta_dict=None):
        """(time, line) of a stream: the time when the line was seen."""
        for each in () if self._is_running else self._iterate("log-lines", **self._log_of(stream)):
            yield moment(each["time"]), each["line"] if as_unicode else each["line"].encode()
        if stream == "stderr":
            for line in self._traceback().splitlines():
                yield self.finished_at, line if as_unicode else line.encode()

    def _log(self, stream):
        # What a task writes can be read when its attempt is over.
        return "" if self._is_running else self._ask("log", **self._log_of(stream))

    def _log_of(self, stream):
        names = dict(zip(("flow", "run", "step", "task"), self.path_components))
        return dict(names, stream=stream, **({} if self._attempt is None else {"attempt": self._attempt}))

    def _traceback(self):
        exception = self.exception
        return "" if exception is None else (exception.stacktrace or "%s\n" % exception.exception)

    @property
    def code(self):
        """The code package of its run's deployment; None when it wasn't deployed."""
        return self.parent.parent.code

    @property
    def environment_info(self):
        """The frozen environment that it ran in; None when it ran in none."""
        frozen = (self._record or {}).get("environment")
        return None if frozen is None else {"type": "pypi", "id": frozen}

    @property
    def origin_pathspec(self):
        return (self._data["record"] or {}).get("origin")

    @property
    def metadata(self):
        """What is known of it, as a list of (name, value, created_at, type, task)."""
        attempts = [("attempt", number) for number in range(self.current_attempt + 1)]
        return [Metadata(name, str(value), self.finished_at, name, self) for name, value in [*attempts, *self._facts().items()]]

    def _facts(self):
        ended = self._record or self._last_attempt()
        run, store = self.parent.parent, self._ask("store")
        origin = self.origin_pathspec or run.origin_pathspec
        # That of the run for a task that ran in it, that of the task for one that was taken over.
        facts = dict(zip(("origin-run-id", "origin-task-id"), origin.split("/")[1::2])) if origin else {"origin-run-id": None}
        facts.update({"ds-type": store.partition("://")[0] if "://" in store else "local", "ds-root": store})
        facts.update({"attempt_ok": self.finished, "runtime": self.runtime_name, "user": run._data["username"]})
        facts.update(("%s_version" % name, version) for name, version in ((ended or {}).get("versions") or {}).items())
        if "file" in run._data:
            facts["script-name"] = run._data["file"]
        if ended:
            facts["attempt-done"] = ended["attempt"]
        return facts

    @property
    def metadata_dict(self):
        """The same as a dictionary."""
        return {each.name: each.value for each in self.metadata}

    @property
    def parent_task_pathspecs(self):
        """The pathspecs of the tasks whose artifacts it got."""
        if self._data["record"] is not None:
            return iter(self._data["record"]["inputs"])
        # The task that runs knows by itself.
        return iter(self._data["inputs"]() if self._is_running else (self._last_attempt() or {}).get("inputs", ()))

    @property
    def parent_tasks(self):
        """The tasks whose artifacts it got."""
        return (Task(path, _namespace_check=False, _connection=self._connection) for path in self.parent_task_pathspecs)

    @property
    def child_tasks(self):
        """The tasks that got its artifacts."""
        for step in self.parent.child_steps:
            for task in step:
                if self.pathspec in task.parent_task_pathspecs:
                    yield task

    @property
    def child_task_pathspecs(self):
        """The pathspecs of the tasks that got its artifacts."""
        return (task.pathspec for task in self.child_tasks)


DataArtifact._parent_class = Task
