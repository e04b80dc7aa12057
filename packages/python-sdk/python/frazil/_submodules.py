"""The submodules of Metaflow that flows import names from: they give the same names as `metaflow`, wherever those are."""

import sys

# What Metaflow 2.19 has beside what is here as a file.
_KNOWN = frozenset(
    "_vendor cards cli cli_args client clone_util cmd cmd_with_io datastore datatools debug decorators event_logger events exception"
    " extension_support flowspec graph includefile integrations lint meta_files metadata_provider metaflow_config metaflow_config_funcs"
    " metaflow_current metaflow_environment metaflow_git metaflow_profile metaflow_version mflog monitor multicore_utils package"
    " packaging_sys parameters plugins procpoll runner runtime sidecar system system_context tagging_util task tracing tuple_util"
    " unbounded_foreach user_configs user_decorators util vendor version".split()
)
_ELSEWHERE = {
    "ArgoEvent": "frazil._argo_event",
    "ArgoWorkflowsDeployedFlow": ("frazil.client._deployed", "DeployedFlow"),
    "ArgoWorkflowsTriggeredRun": ("frazil.client._deployed", "TriggeredRun"),
    "Card": "frazil.client._cards",
    "CardContainer": "frazil.client._cards",
    "CardNotPresentException": ("frazil._exceptions", "NoCards"),
    "ArgoEventException": "frazil._argo_event",
    "ContentType": "frazil._package",
    "Current": "frazil._current",
    "ExecutingProcess": "frazil.client._runner",
    "ExecutingRun": "frazil.client._runner",
    "ExecutingTask": "frazil.client._runner",
    "Metadata": "frazil.client._task",
    "MetaflowCode": "frazil.client._code",
    "MetaflowData": "frazil.client._data",
    "MetaflowEvent": "frazil._trigger",
    "MetaflowObject": "frazil.client._base",
    "ParserValueError": ("frazil._exceptions", "BadRequirement"),
    "ParameterContext": ("frazil._context", "Context"),
    "StepFunctionsDeployedFlow": "frazil.client._deployed",
    "StepFunctionsTriggeredRun": ("frazil.client._deployed", "TriggeredRun"),
    "Trigger": "frazil._trigger",
    "TriggeredRun": "frazil.client._deployed",
    "TimeoutException": "frazil._exceptions",
    "MutableFlow": "frazil._mutable",
    "MutableStep": "frazil._mutable",
    "UserComponent": "frazil._cards.components",
    "get_cards": "frazil.client._cards",
    "get_username": "frazil._user",
    "package_suffixes": "frazil._package",
    "render_safely": "frazil._cards.base",
    "with_default_component_id": "frazil._cards.base",
    **dict.fromkeys(
        (
            "MetaflowS3AccessDenied MetaflowS3Exception MetaflowS3InsufficientDiskSpace MetaflowS3InvalidObject MetaflowS3InvalidRange"
            " MetaflowS3NotFound MetaflowS3URLException RangeInfo S3GetObject S3Object S3PutObject"
        ).split(),
        "frazil._s3",
    ),
}


class Submodules:
    """A finder, asked after that of files."""

    def find_spec(self, name, path=None, target=None):
        parts = name.split(".")
        if parts[0] != "metaflow" or len(parts) < 2 or parts[1] not in _KNOWN:
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__getattr__ = lambda name: find_elsewhere(module.__name__, name)


def find_elsewhere(module, name):
    """What a submodule of Metaflow has under a name: what `metaflow` has, else what says that it isn't there when it is used."""
    if name.startswith("__"):
        raise AttributeError(name)
    from ._load import import_own

    if name in _ELSEWHERE:
        return _of(import_own, module, name)
    for source in ("metaflow", "metaflow.exception", "metaflow.cards"):
        if name in import_own(source).__all__:
            return getattr(sys.modules[source], name)
    from ._unusable import UNUSABLE, unusable

    return unusable(("metaflow.%s" if name in UNUSABLE else module + ".%s") % name)


def _of(import_own, module, name):
    place = _ELSEWHERE[name]
    source, own = place if isinstance(place, tuple) else (place, name)
    try:
        return getattr(import_own(source), own)
    except ModuleNotFoundError:
        # Pods have what steps need, which is not all of the client.
        from ._unusable import unusable

        return unusable("%s.%s" % (module, name))
