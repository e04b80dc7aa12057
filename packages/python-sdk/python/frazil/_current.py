"""`current`: what a step can ask about the task that it runs in."""


class Parallel(tuple):
    """A member's place in its gang: the control task's address, the number of members, its own index, the control task's id."""

    # What `collections.namedtuple` would make, without its import.
    __slots__ = ()
    _fields = ("main_ip", "num_nodes", "node_index", "control_task_id")
    main_ip = property(lambda self: self[0])
    num_nodes = property(lambda self: self[1])
    node_index = property(lambda self: self[2])
    control_task_id = property(lambda self: self[3])

    def __new__(cls, main_ip, num_nodes, node_index, control_task_id):
        return tuple.__new__(cls, (main_ip, num_nodes, node_index, control_task_id))

    def __getnewargs__(self):
        return tuple(self)

    def __repr__(self):
        return "Parallel(%s)" % ", ".join("%s=%r" % pair for pair in zip(self._fields, self))

    def _asdict(self):
        return dict(zip(self._fields, self))


# What only some tasks have, and who has it.
_CONDITIONAL = {
    "card": "a step with @card",
    "is_parallel": "a step with @parallel",
    "parallel": "a flow with @parallel",
    "trigger": "a run that an event or another run started",
    **dict.fromkeys(("project_name", "branch_name", "is_user_branch", "is_production", "project_flow_name"), "a flow with @project"),
}


class Current:
    """The task that runs; every value is None when none does."""

    is_running_flow = False
    flow_name = None
    run_id = None
    step_name = None
    task_id = None
    retry_count = None
    origin_run_id = None
    username = None
    namespace = None
    pathspec = None
    tempdir = None
    parameter_names = None
    spot_termination_notice = None
    tags = frozenset()
    _task = None
    _started = None

    @property
    def trigger(self):
        """The events that started the run, if any did."""
        events = (self._task or {}).get("triggers")
        if not events:
            raise AttributeError("trigger")
        from ._load import import_own

        return import_own("frazil._trigger").trigger_of(events)

    @property
    def graph(self):
        """The flow's steps and how they follow each other; None outside of a task."""
        if not self.is_running_flow:
            return None
        from ._load import import_own

        return import_own("frazil._task.graph").graph_of(self._task)

    graph_info = graph

    @property
    def run(self):
        """The run, as the client has it; None outside of a task."""
        return self._of_client("Run", 2)

    @property
    def task(self):
        """The task, as the client has it, not over yet; None outside of one."""
        return self._of_client("Task", 4, _data=self._known(), _namespace_check=False)

    def _known(self):
        """What is known of the task, in place of what the store says of others."""
        return {"task": self.task_id, "record": None, "inputs": self._inputs, "started": self._started}

    def _inputs(self):
        from ._load import import_own

        return import_own("frazil._task.listed").pathspecs_before(self._task)

    def _of_client(self, name, parts, **options):
        if not self.is_running_flow:
            return None
        from ._later import later

        return later("metaflow", name)("/".join(self.pathspec.split("/")[:parts]), **options)

    def __getattr__(self, name):
        if name in _CONDITIONAL:
            raise AttributeError("current.%s is there in %s, and this isn't one" % (name, _CONDITIONAL[name]))
        raise AttributeError("current.%s isn't supported by Frazil" % name)

    def get(self, key, default=None):
        """The value of a name, or the default when there is no such name here."""
        return getattr(self, key, default)

    def __contains__(self, key):
        return getattr(self, key, None) is not None

    def __getitem__(self, key):
        return getattr(self, key)


current = Current()
