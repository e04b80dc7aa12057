"""The submodules of Metaflow that flows import names from: they give the same names as `metaflow`, wherever those are."""

import sys

# What Metaflow 2.19 has beside what is here as a file.
_KNOWN = frozenset(
    "_vendor cards cli cli_args client clone_util cmd cmd_with_io datastore datatools debug decorators event_logger events exception"
    " extension_support flowspec graph includefile integrations lint meta_files metadata_provider metaflow_config metaflow_config_funcs"
    " metaflow_current metaflow_environment metaflow_git metaflow_profile metaflow_version mflog monitor multicore_utils package"
    " packaging_sys parameters plugins procpoll runner runtime sidecar system tagging_util task tracing tuple_util unbounded_foreach"
    " user_configs user_decorators util vendor version".split()
)
_ELSEWHERE = {
    "ArgoEvent": "frazil._argo_event",
    "ArgoEventException": "frazil._argo_event",
    "Current": "frazil._current",
    "MetaflowEvent": "frazil._trigger",
    "Trigger": "frazil._trigger",
    "TimeoutException": "frazil._exceptions",
    "MutableFlow": "frazil._mutable",
    "MutableStep": "frazil._mutable",
    "get_username": "frazil._user",
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
        return getattr(import_own(_ELSEWHERE[name]), name)
    for source in ("metaflow", "metaflow.exception", "metaflow.cards"):
        if name in import_own(source).__all__:
            return getattr(sys.modules[source], name)
    from ._unusable import UNUSABLE, unusable

    return unusable(("metaflow.%s" if name in UNUSABLE else module + ".%s") % name)
