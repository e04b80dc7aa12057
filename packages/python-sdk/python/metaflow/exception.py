"""The exceptions, under the names that existing flows import."""

from frazil._exceptions import EXIT_NOT_TRIED_AGAIN as METAFLOW_EXIT_DISALLOW_RETRY
from frazil._exceptions import CaughtException as MetaflowExceptionWrapper
from frazil._exceptions import CaughtFailure as FailureHandledByCatch
from frazil._exceptions import FrazilException as MetaflowException
from frazil._exceptions import InvalidNext as InvalidNextException
from frazil._exceptions import InvalidPathspec as MetaflowInvalidPathspec
from frazil._exceptions import MergeConflict as UnhandledInMergeArtifactsException
from frazil._exceptions import MissingArtifact as MissingInMergeArtifactsException
from frazil._exceptions import NamespaceMismatch as MetaflowNamespaceMismatch
from frazil._exceptions import NotFound as MetaflowNotFound
from frazil._exceptions import TaggingError as MetaflowTaggingError

# Those that Frazil never raises, but flows may raise and catch.
_OTHERS = (
    "CommandException ExternalCommandFailed InvalidDecoratorAttribute MetaflowDataMissing MetaflowInternalError MetaflowUnknownUser"
    " ParameterFieldFailed ParameterFieldTypeMismatch"
).split()
globals().update((_name, type(_name, (MetaflowException,), {"__module__": __name__})) for _name in _OTHERS)

METAFLOW_EXIT_ALLOW_RETRY = 203

__all__ = [
    *_OTHERS,
    "FailureHandledByCatch",
    "InvalidNextException",
    "METAFLOW_EXIT_ALLOW_RETRY",
    "METAFLOW_EXIT_DISALLOW_RETRY",
    "MetaflowException",
    "MetaflowExceptionWrapper",
    "MetaflowInvalidPathspec",
    "MetaflowNamespaceMismatch",
    "MetaflowNotFound",
    "MetaflowTaggingError",
    "MissingInMergeArtifactsException",
    "UnhandledInMergeArtifactsException",
]


def __getattr__(name):
    from frazil._submodules import find_elsewhere

    return find_elsewhere(__name__, name)
