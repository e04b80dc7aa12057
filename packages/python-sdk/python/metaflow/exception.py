"""The exceptions, under the names that existing flows import."""

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


class CommandException(MetaflowException):
    """A command that failed. Frazil raises its own exceptions; the name is there for who catches it."""


class MetaflowDataMissing(MetaflowException):
    """Data that isn't there. The same."""


class MetaflowInternalError(MetaflowException):
    """A mistake of the library. The same."""


class MetaflowUnknownUser(MetaflowException):
    """A user without a name. The same."""


class ParameterFieldFailed(MetaflowException):
    """A callable of a parameter that raised. The same."""


__all__ = [
    "CommandException",
    "FailureHandledByCatch",
    "InvalidNextException",
    "MetaflowDataMissing",
    "MetaflowException",
    "MetaflowExceptionWrapper",
    "MetaflowInternalError",
    "MetaflowInvalidPathspec",
    "MetaflowNamespaceMismatch",
    "MetaflowNotFound",
    "MetaflowTaggingError",
    "MetaflowUnknownUser",
    "MissingInMergeArtifactsException",
    "ParameterFieldFailed",
    "UnhandledInMergeArtifactsException",
]
