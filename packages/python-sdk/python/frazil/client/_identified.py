"""Deployed flows that are known by name: a flow file that only says the name stands in for theirs."""

import os
import shutil
import tempfile
import weakref

from .._exceptions import FrazilException, NotFound
from ._deployed import DeployedFlow
from ._deployer import Deployer, TargetDeployer

_TARGETS = {"argo_workflows": "argo-workflows", "step_functions": "step-functions"}

_SOURCE = """from metaflow import FlowSpec, Parameter, step


class %s(FlowSpec):
%s
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
"""


def identified(identifier, metadata, impl):
    """A deployed flow by its name on the engine."""
    told = _template(identifier) if _target(impl) == "argo-workflows" else _machine(identifier)
    return _deployed(identifier, told["flow"], metadata, impl)


def list_identified(flow_name, impl):
    """The deployed flows of an engine that can list them."""
    if _target(impl) != "argo-workflows":
        raise FrazilException("%s can't list the flows that are deployed" % impl)
    found = [(told["name"], told["flow"]) for told in _templates()]
    return [_deployed(name, flow, None, impl) for name, flow in found if flow_name in (None, _class_of(flow))]


class _Identified(DeployedFlow):
    """Its commands get a flow file that has the parameters of this one command."""

    def trigger(self, **kwargs):
        """Starts a run; keyword arguments are parameters."""
        self.deployer.deployer.write(kwargs)
        return super().trigger(**kwargs)

    def delete(self, **kwargs):
        """Removes it from the engine. True when it is gone."""
        return super().delete(**dict({"authorize": True}, **kwargs))


class _StandIn(Deployer):
    def __init__(self, flow, **kwargs):
        folder = tempfile.mkdtemp(prefix="frazil-deployed-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._flow = flow
        self.flow_file = os.path.join(folder, "flow.py")
        self.write({})
        super().__init__(self.flow_file, show_output=False, **kwargs)

    def write(self, parameters):
        """Writes the flow file, with these parameters."""
        lines = ["    %s = Parameter(%r, type=str)" % (name, name) for name in parameters]
        with open(self.flow_file, "w", encoding="utf-8") as file:
            file.write(_SOURCE % (self._flow, "\n".join(lines)))


def _deployed(identifier, flow, metadata, impl):
    options = {} if metadata is None else {"store": metadata.split("@", 1)[-1]}
    name = _class_of(flow)
    deployer = TargetDeployer(_StandIn(name, **options), _target(impl), {"name": identifier})
    return _Identified(deployer, {"name": identifier, "flow": name, "store": options.get("store")})


def _template(identifier):
    known = {told["name"]: told for told in _templates()}
    if identifier not in known:
        raise NotFound("nothing is deployed as %s; there is %s" % (identifier, ", ".join(sorted(known)) or "nothing"))
    return known[identifier]


def _templates():
    return TargetDeployer(_StandIn("Any"), "argo-workflows", {}).ask("list-workflow-templates", {})


def _machine(identifier):
    (told,) = TargetDeployer(_StandIn("Any"), "step-functions", {"name": identifier}).ask("state-machine", {}, "status")
    if not told.get("flow"):
        raise NotFound("%s is no state machine of Frazil" % identifier)
    return told


# A flow of a project is known by its project and branch as well.
def _class_of(flow):
    return flow.rpartition(".")[2]


def _target(impl):
    if impl not in _TARGETS:
        raise FrazilException("flows aren't deployed to %s; there is %s" % (impl, ", ".join(_TARGETS)))
    return _TARGETS[impl]
