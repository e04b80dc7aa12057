"""The exceptions, under the names that existing flows import."""

from frazil._exceptions import FrazilException as MetaflowException
from frazil._exceptions import InvalidNext as InvalidNextException
from frazil._exceptions import MergeConflict as UnhandledInMergeArtifactsException
from frazil._exceptions import MissingArtifact as MissingInMergeArtifactsException

__all__ = ["InvalidNextException", "MetaflowException", "MissingInMergeArtifactsException", "UnhandledInMergeArtifactsException"]
