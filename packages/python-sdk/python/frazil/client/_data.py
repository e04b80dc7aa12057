"""The artifacts of a task as attributes."""


class MetaflowData:
    """The artifacts of a task as attributes, each loaded when it is read."""

    def __init__(self, artifacts):
        self._artifacts = {artifact.id: artifact for artifact in artifacts}

    def __getattr__(self, name):
        if name.startswith("__") or name not in self._artifacts:
            raise AttributeError(name)
        return self._artifacts[name].data

    def __contains__(self, name):
        return name in self._artifacts

    def __dir__(self):
        return [*self._artifacts, *object.__dir__(self)]

    def __repr__(self):
        return "<MetaflowData: %s>" % ", ".join(self._artifacts)
