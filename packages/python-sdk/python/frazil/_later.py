"""Names that few flows use, loaded when they are asked for, and those of Metaflow that Frazil doesn't have, which fail when they are used."""

LATER = {
    "Config": "_config",
    "ConfigValue": "_config",
    "FlowMutator": "_user_decorators",
    "IncludeFile": "_include",
    "S3": "_s3",
    "StepMutator": "_user_decorators",
    "USER_SKIP_STEP": "_user_decorators",
    "UserStepDecorator": "_user_decorators",
    "conda_environment_yml_parser": "_conda_environment",
    "config_expr": "_delayed",
    "namespaced_event_name": "_namespaced",
    "package_sources": "_package",
    "parallel_imap_unordered": "_multicore",
    "parallel_map": "_multicore",
    "profile": "_profile",
    "pyproject_toml_parser": "_requirements",
    "requirements_txt_parser": "_requirements",
    "user_step_decorator": "_user_decorators",
    "yaml_parser": "_syntaxes",
}
# Of frazil.client, which may name more.
CLIENT = (
    "DataArtifact Flow Metaflow Run Step Task default_metadata default_namespace get_metadata get_namespace inspect_spin metadata namespace"
    " Deployer DeployedFlow NBDeployer NBRunner Runner"
).split()
_CARDS = ("get_cards",)


def later(module, name):
    """The `__getattr__` of the modules that flows import names from."""
    if name in LATER:
        from ._load import import_own

        return getattr(import_own("frazil." + LATER[name]), _NAMES.get(name, name))
    if name in CLIENT or name in _CARDS:
        return _of_client(name)
    if name == "metaflow_version":
        from ._load import import_own

        return import_own("metaflow.metaflow_version")
    from ._unusable import UNUSABLE, unusable

    if name in UNUSABLE:
        return unusable("metaflow." + name)
    raise AttributeError("module '%s' has no attribute '%s'" % (module, name))


_NAMES = {"yaml_parser": "parse_yaml"}


def _of_client(name):
    from importlib.util import find_spec

    from ._unusable import unusable

    if find_spec("frazil.client") is None:
        return unusable("metaflow." + name)
    from ._load import import_own

    client = import_own("frazil.client")
    return getattr(client, name) if hasattr(client, name) else unusable("metaflow." + name)
