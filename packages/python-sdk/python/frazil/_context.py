"""What functions are called with that give defaults and the like."""


class Context:
    """The flow, who runs it, and its configurations as far as they were read."""

    parameter_name = None
    logger = staticmethod(print)

    def __init__(self, flow_class, user_name):
        self.flow_name = flow_class.__name__
        self.user_name = user_name
        self._flow_class = flow_class

    @property
    def configs(self):
        """The values of the flow's configurations by name."""
        from ._config import ConfigValue, configs_of

        return ConfigValue({config.name: config.__dict__.get("_loaded") for config in configs_of(self._flow_class).values()})
