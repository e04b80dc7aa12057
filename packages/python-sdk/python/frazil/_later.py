"""Names that few flows use, loaded when they are asked for, and those of Metaflow that Frazil doesn't have, which fail when they are used."""

from ._exceptions import FrazilException

LATER = {
    "Config": "_config",
    "ConfigValue": "_config",
    "FlowMutator": "_user_decorators",
    "IncludeFile": "_include",
    "StepMutator": "_user_decorators",
    "USER_SKIP_STEP": "_user_decorators",
    "UserStepDecorator": "_user_decorators",
    "config_expr": "_delayed",
    "parallel_imap_unordered": "_multicore",
    "parallel_map": "_multicore",
    "profile": "_profile",
    "user_step_decorator": "_user_decorators",
    "yaml_parser": "_read_config",
}
# Of frazil.client, which may name more.
CLIENT = (
    "DataArtifact Flow Metaflow Run Step Task default_metadata default_namespace get_metadata get_namespace metadata namespace"
    " Deployer DeployedFlow NBDeployer NBRunner Runner"
).split()
_CARDS = ("get_cards",)
_UNUSABLE = (
    "R S3 conda_environment_yml_parser inspect_spin metaflow_version namespaced_event_name pyproject_toml_parser"
    " pytorch_parallel requirements_txt_parser system_context"
    " airflow_external_task_sensor airflow_s3_key_sensor"
).split()


class _Unusable:
    def __init__(self, name):
        self._name = name

    def _refuse(self):
        raise FrazilException("metaflow.%s isn't supported by Frazil" % self._name)

    def __call__(self, *_arguments, **_options):
        self._refuse()

    def __getattr__(self, name):
        # What is asked of every attribute of a flow isn't a use of it.
        if name.startswith(("__", "frazil_")) or name == "is_step":
            raise AttributeError(name)
        self._refuse()


def later(module, name):
    """The `__getattr__` of the modules that flows import names from."""
    if name in LATER:
        from ._load import import_own

        return getattr(import_own("frazil." + LATER[name]), _NAMES.get(name, name))
    if name in CLIENT or name in _CARDS:
        return _of_client(name)
    if name in _UNUSABLE:
        return _Unusable(name)
    raise AttributeError("module '%s' has no attribute '%s'" % (module, name))


_NAMES = {"yaml_parser": "parse_yaml"}


def _of_client(name):
    from importlib.util import find_spec

    if find_spec("frazil.client") is None:
        return _Unusable(name)
    from ._load import import_own

    client = import_own("frazil.client")
    return getattr(client, name) if hasattr(client, name) else _Unusable(name)
