"""`current`: what a step can ask about the task that it runs in."""


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
    tags = frozenset()

    @property
    def card(self):
        """The card of this step, to append components to."""
        from .cards import collector

        return collector()

    def __getattr__(self, name):
        raise AttributeError("current.%s isn't supported by Frazil" % name)

    def get(self, key, default=None):
        """The value of a name, or the default."""
        value = getattr(self, key, None)
        return default if value is None else value

    def __contains__(self, key):
        return getattr(self, key, None) is not None

    def __getitem__(self, key):
        return getattr(self, key)


current = Current()
