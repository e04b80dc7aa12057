"""What is deployed: a flow on an engine, and the runs that are started of it."""

import time

from .._exceptions import FrazilException, NotFound
from ._objects import Run


class DeployedFlow:
    """A flow as an engine has it."""

    # The engine that is meant when none is named.
    _IMPL = "argo_workflows"

    def __init__(self, deployer, told):
        self.deployer = deployer
        self.name = told["name"]
        self.flow_name = told["flow"]
        self.metadata = told["store"]
        self.additional_info = told

    @classmethod
    def from_deployment(cls, identifier, metadata=None, impl=None):
        """A flow that is deployed, by its name on the engine: no flow file is needed. Raises when there is none."""
        from ._identified import identified

        return identified(identifier, metadata, impl or cls._IMPL)

    @classmethod
    def from_argo_workflows(cls, identifier, metadata=None):
        """A flow that is deployed to Argo Workflows, by the name of its template."""
        return cls.from_deployment(identifier, metadata, "argo_workflows")

    @classmethod
    def from_step_functions(cls, identifier, metadata=None):
        """A flow that is deployed to AWS Step Functions, by the name of its state machine."""
        return cls.from_deployment(identifier, metadata, "step_functions")

    @classmethod
    def list_deployed_flows(cls, flow_name=None, impl=None):
        """The flows that are deployed to Argo Workflows; those of a name only, when one is given."""
        from ._identified import list_identified

        return list_identified(flow_name, impl or cls._IMPL)

    @classmethod
    def list_argo_workflows(cls, flow_name=None):
        """The same."""
        return cls.list_deployed_flows(flow_name, "argo_workflows")

    @classmethod
    def get_triggered_run(cls, identifier, run_id, metadata=None, impl=None):
        """A run that was started on an engine, by its id."""
        return TriggeredRun(cls.from_deployment(identifier, metadata, impl), {"run": run_id})

    @classmethod
    def get_triggered_argo_workflows_run(cls, identifier, run_id, metadata=None):
        """A run on Argo Workflows."""
        return cls.get_triggered_run(identifier, run_id, metadata, "argo_workflows")

    @classmethod
    def get_triggered_step_functions_run(cls, identifier, run_id, metadata=None):
        """A run on AWS Step Functions."""
        return cls.get_triggered_run(identifier, run_id, metadata, "step_functions")

    @property
    def production_token(self):
        """None: deployments need no token."""
        return None

    def trigger(self, **kwargs):
        """Starts a run; keyword arguments are parameters."""
        told = next(answer for answer in self._asked("trigger", kwargs) if answer.get("kind") == "run-triggered")
        return TriggeredRun(self, told)

    def __repr__(self):
        return "DeployedFlow('%s')" % self.name

    def delete(self, **kwargs):
        """Removes it from the engine. True when it is gone."""
        self._asked("delete", kwargs)
        return True

    def list_runs(self, states=None):
        """The runs that the engine knows of; on Step Functions those in some states only, such as ["RUNNING"]."""
        options = {state.lower(): True for state in states or []}
        return [TriggeredRun(self, told) for told in self._asked("list-runs", options)]

    def _asked(self, command, options, *words):
        if self.deployer.target == "airflow":
            raise FrazilException("Airflow runs what its scheduler finds: trigger and look at runs of %s there" % self.name)
        return self.deployer.ask(command, options, *words)


class StepFunctionsDeployedFlow(DeployedFlow):
    """Finds what AWS Step Functions has when no engine is named."""

    _IMPL = "step_functions"


class TriggeredRun:
    """A run that was started on an engine."""

    def __init__(self, deployed, told):
        self.deployer = deployed.deployer
        self._deployed = deployed
        self.id = told["run"]
        self.name = told.get("name") or told["run"].partition("-")[2]
        self.pathspec = "%s/%s" % (deployed.flow_name, told["run"])
        self._connection = None

    @property
    def run(self):
        """The run as the client knows it; None as long as its first task hasn't begun."""
        if self._connection is None:
            self._connection = self.deployer.connection()
        try:
            return Run(self.pathspec, _namespace_check=False, _connection=self._connection)
        except NotFound:
            return None

    def wait_for_run(self, check_interval=5, timeout=None):
        """Waits until the run has begun."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.run is None:
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError("%s has not begun after %s seconds" % (self.pathspec, timeout))
            time.sleep(check_interval)

    def __repr__(self):
        return "TriggeredRun('%s')" % self.pathspec

    @property
    def status(self):
        """How it is: running, done, failed, ..."""
        return self._deployed._asked("status", {}, self.id)[-1].get("status")

    @property
    def is_running(self):
        """Whether it is at work or waits to be."""
        return self.status in ("pending", "running")

    def wait_for_completion(self, check_interval=5, timeout=None):
        """Waits until it is over."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.is_running:
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError("%s is not over after %s seconds" % (self.pathspec, timeout))
            time.sleep(check_interval)

    def terminate(self, **kwargs):
        """Stops it. True when the engine was told."""
        self._deployed._asked("terminate", kwargs, self.id)
        return True

    def suspend(self, **kwargs):
        """Starts no new tasks of it. True when the engine was told."""
        self._deployed._asked("suspend", kwargs, self.id)
        return True

    def unsuspend(self, **kwargs):
        """Lets it go on. True when the engine was told."""
        self._deployed._asked("unsuspend", kwargs, self.id)
        return True
