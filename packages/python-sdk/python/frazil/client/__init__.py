"""Reads flows, runs, tasks and artifacts of a store, and runs and deploys flows: names and behaviour as in Metaflow."""

from ._artifact import DataArtifact
from ._cards import get_cards
from ._connection import default_metadata, get_metadata, inspect_spin, metadata
from ._deployed import DeployedFlow, TriggeredRun
from ._deployer import Deployer
from ._metaflow import Metaflow
from ._namespace import default_namespace, get_namespace, namespace
from ._notebook import NBDeployer, NBRunner
from ._objects import Flow, Run, Step
from ._runner import Runner
from ._task import Task

__all__ = [
    "DataArtifact",
    "DeployedFlow",
    "Deployer",
    "Flow",
    "Metaflow",
    "NBDeployer",
    "NBRunner",
    "Run",
    "Runner",
    "Step",
    "Task",
    "TriggeredRun",
    "default_metadata",
    "default_namespace",
    "get_cards",
    "get_metadata",
    "get_namespace",
    "inspect_spin",
    "metadata",
    "namespace",
]
