"""Names of Metaflow that Frazil doesn't have: some may be imported as long as they aren't used, others change what a flow is."""

from ._exceptions import FrazilException

_UNUSABLE = frozenset(
    "DataArtifact Deployer Flow Metaflow NBDeployer NBRunner Run Runner S3 Step Task default_metadata default_namespace"
    " get_metadata get_namespace metadata namespace profile".split()
)
_REFUSED = frozenset("Config FlowMutator IncludeFile StepMutator UserStepDecorator config_expr user_step_decorator".split())


class UnsupportedName(ImportError):
    """A flow imports a name that Frazil doesn't have and that it can't do without."""


class _Unusable:
    def __init__(self, name):
        self._name = name

    def __call__(self, *_arguments, **_options):
        raise FrazilException("metaflow.%s isn't supported by Frazil yet" % self._name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self()


def later(module, name):
    """The `__getattr__` of the modules that flows import names from."""
    if name in _REFUSED:
        raise UnsupportedName(name)
    if name in _UNUSABLE:
        return _Unusable(name)
    raise AttributeError("module '%s' has no attribute '%s'" % (module, name))
