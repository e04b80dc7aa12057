"""Frazil's Python side: the names that flows use. Nothing but the standard library."""

from ._current import current
from ._decorators import (
    batch,
    card,
    catch,
    conda,
    conda_base,
    environment,
    exit_hook,
    kubernetes,
    parallel,
    project,
    pypi,
    pypi_base,
    resources,
    retry,
    schedule,
    secrets,
    step,
    timeout,
    trigger,
    trigger_on_finish,
)
from ._exceptions import (  # noqa: F401
    CaughtException,
    CaughtFailure,
    FrazilException,
    InvalidNext,
    InvalidParameter,
    MergeConflict,
    MissingArtifact,
    UnloadableArtifact,
    UnpicklableArtifact,
)
from ._flow import FlowSpec
from ._parameters import JSONType, JSONTypeClass, Parameter  # noqa: F401

__all__ = [
    "FlowSpec",
    "JSONType",
    "Parameter",
    "batch",
    "card",
    "catch",
    "conda",
    "conda_base",
    "current",
    "environment",
    "exit_hook",
    "kubernetes",
    "parallel",
    "project",
    "pypi",
    "pypi_base",
    "resources",
    "retry",
    "schedule",
    "secrets",
    "step",
    "timeout",
    "trigger",
    "trigger_on_finish",
]


def __getattr__(name):
    from ._later import later

    return later(__name__, name)
