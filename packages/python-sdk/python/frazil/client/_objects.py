"""Flows, runs and steps."""

from .._current import current
from .._exceptions import NotFound, TaggingError
from .._trigger import trigger_of
from ._base import MetaflowObject, moment
from ._running import is_running_in, with_running
from ._task import Task


class Step(MetaflowObject):
    """A step of a run, of which at least one task was tried or runs."""

    _form = ("FlowName", "RunID", "StepName")
    _child_class = Task

    def _load(self, *_ids):
        if next(self._task_data(), None) is None:
            raise NotFound("%s does not exist" % self)
        return {}

    def _task_data(self):
        flow, run, step = self.path_components
        stored = self._iterate("tasks", flow=flow, run=run, step=step)
        return with_running(stored) if is_running_in(self.pathspec) else stored

    def _children(self):
        return (self._child(data["task"], data) for data in self._task_data())

    @property
    def task(self):
        """A task of it."""
        return next(iter(self), None)

    def tasks(self, *tags):
        """Its tasks that have all of these tags."""
        return self._filtered(tags)

    @property
    def control_task(self):
        """The first task of its gang, else None."""
        return next(self.control_tasks(), None)

    def control_tasks(self, *tags):
        """The first tasks of its gangs."""
        return (task for task in self.tasks(*tags) if task.index == 0)

    @property
    def created_at(self):
        """When its first task began."""
        return min((task.created_at for task in self if task.created_at is not None), default=None)

    @property
    def finished_at(self):
        """When its last task ended."""
        times = [task.finished_at for task in self]
        return None if None in times else max(times)

    @property
    def environment_info(self):
        """The frozen environment that its tasks ran in; None when they ran in none."""
        return self.task.environment_info

    @property
    def origin_pathspec(self):
        origin = self.parent.origin_pathspec
        return None if origin is None else "%s/%s" % (origin, self.id)

    @property
    def parent_steps(self):
        """The steps of the run that lead to it."""
        return (step for step in self.parent if self.id in self.parent._data["graph"].get(step.id, ()))

    @property
    def child_steps(self):
        """The steps of the run that it leads to."""
        targets = self.parent._data["graph"].get(self.id, ())
        return (step for step in self.parent if step.id in targets)


class Run(MetaflowObject):
    """A run of a flow."""

    _form = ("FlowName", "RunID")
    _child_class = Step

    def _load(self, flow, run):
        return self._ask("run", flow=flow, run=run)

    def _children(self):
        flow, run = self.path_components
        names = list(self._iterate("steps", flow=flow, run=run))
        if is_running_in(self.pathspec) and current.step_name not in names:
            names.append(current.step_name)
        return (self._child(name, {}) for name in reversed(names))

    def steps(self, *tags):
        """Its steps that were tried, the last one first."""
        return self._filtered(tags)

    @property
    def user_tags(self):
        return frozenset(self._data["tags"])

    @property
    def system_tags(self):
        return frozenset(self._data["systemTags"])

    @property
    def created_at(self):
        """When it began."""
        return moment(self._data["started"])

    @property
    def code(self):
        """The code package of its deployment; None for a run that wasn't deployed."""
        if self._data.get("code") is None:
            return None
        from ._code import MetaflowCode

        flow, run = self.path_components
        info = {"runtime": self._data.get("engine"), "user": self._data["username"], "sha": self._data["code"]["digest"].partition(":")[2]}
        return MetaflowCode(self._ask("code", flow=flow, run=run), self._ask("store"), info)

    @property
    def end_task(self):
        """The task of its last step; None when it hasn't come to it."""
        _, end = self._graph_endpoints
        return self[end].task if end in self else None

    @property
    def _graph_endpoints(self):
        """The names of its first and of its last step."""
        graph = self._data["graph"]
        targets = {target for each in graph.values() for target in each}
        start = next((step for step in graph if step not in targets), "start")
        return start, next((step for step, following in graph.items() if not following), "end")

    @property
    def data(self):
        """The artifacts of its last task: `run.data.x`. None when it hasn't come to it."""
        end = self.end_task
        return None if end is None else end.data

    @property
    def successful(self):
        """Whether it came to its end."""
        end = self.end_task
        return end is not None and end.successful

    @property
    def finished(self):
        """Whether it came to its end, if only because of @catch."""
        end = self.end_task
        return end is not None and end.finished

    @property
    def finished_at(self):
        """When its last task ended; None when it hasn't come to it."""
        end = self.end_task
        return None if end is None else end.finished_at

    @property
    def origin_pathspec(self):
        origin = self._data.get("origin")
        return None if origin is None else "%s/%s" % (self.path_components[0], origin["run"])

    @property
    def trigger(self):
        """The events that started it; None when none did."""
        return trigger_of(self._data.get("triggers"))

    def add_tag(self, tag):
        """Adds a tag, or several."""
        self.add_tags(_several(tag))

    def add_tags(self, tags):
        """Adds tags."""
        self.replace_tags([], tags)

    def remove_tag(self, tag):
        """Removes a tag, or several."""
        self.remove_tags(_several(tag))

    def remove_tags(self, tags):
        """Removes tags."""
        self.replace_tags(tags, [])

    def replace_tag(self, tag_to_remove, tag_to_add):
        """Removes a tag and adds one."""
        self.replace_tags(_several(tag_to_remove), _several(tag_to_add))

    def replace_tags(self, tags_to_remove, tags_to_add):
        """Removes tags, then adds some, in one step: what others change at the same time isn't lost."""
        if not tags_to_remove and not tags_to_add:
            raise TaggingError("there is no tag to remove or to add")
        flow, run = self.path_components
        tags = self._ask("change-tags", flow=flow, run=run, add=list(tags_to_add), remove=list(tags_to_remove))
        self._data = dict(self._data, tags=tags["user"], systemTags=tags["system"])


def _several(tags):
    return [tags] if isinstance(tags, str) else tags


class Flow(MetaflowObject):
    """A flow that has runs."""

    _form = ("FlowName",)
    _child_class = Run
    user_tags = system_tags = frozenset()

    def _load(self, flow):
        if next(self._iterate("runs", flow=flow), None) is None:
            raise NotFound("%s does not exist" % self)
        return {}

    def _is_in(self, namespace):
        return any(namespace in data["tags"] or namespace in data["systemTags"] for data in self._iterate("runs", flow=self.id))

    def _children(self):
        for data in self._iterate("runs", flow=self.id):
            if self._namespace is None or self._namespace in data["tags"] or self._namespace in data["systemTags"]:
                yield self._child(data["run"], data)

    def runs(self, *tags):
        """Its runs that have all of these tags, newest first."""
        return self._filtered(tags)

    @property
    def latest_run(self):
        """Its newest run; None when there is none."""
        return next(iter(self), None)

    @property
    def latest_successful_run(self):
        """Its newest run that came to its end; None when there is none."""
        return next((run for run in self if run.successful), None)

    @property
    def created_at(self):
        """When its first run began."""
        return min(moment(data["started"]) for data in self._iterate("runs", flow=self.id))


Step._parent_class = Run
Run._parent_class = Flow
