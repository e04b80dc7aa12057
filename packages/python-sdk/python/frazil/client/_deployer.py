"""Deployer: deploys a flow to an engine from a program, and starts runs there."""

import json
import os
import time

from .._exceptions import FrazilException, NotFound
from ._connection import Connection
from ._objects import Run
from ._process import Watched, options_of

_LISTS = {"tags": "--tag", "tag": "--tag", "secret": "--secret", "platform": "--platform", "with_": "--with", "decospecs": "--with"}


class Deployer:
    """A flow file that can be deployed; keyword arguments are the options before the command."""

    def __init__(self, flow_file, show_output=True, profile=None, env=None, cwd=None, file_read_timeout=3600, **kwargs):
        self.flow_file = os.path.abspath(os.path.join(cwd or "", flow_file))
        self.show_output = show_output
        self.cwd = cwd or os.getcwd()
        self.env_vars = dict(os.environ, **(env or {}))
        self.top_level_kwargs = kwargs

    def cleanup(self):
        """Nothing is left to clean: every command is over when its method returns."""

    def argo_workflows(self, **kwargs):
        """The flow on Argo Workflows; `name=`."""
        return TargetDeployer(self, "argo-workflows", kwargs)

    def step_functions(self, **kwargs):
        """The flow on AWS Step Functions; `name=`."""
        return TargetDeployer(self, "step-functions", kwargs)

    def airflow(self, **kwargs):
        """The flow as a DAG of Airflow; `name=`. `create(output=FILE)` writes it."""
        return TargetDeployer(self, "airflow", kwargs)


class TargetDeployer:
    """A flow for one engine."""

    def __init__(self, deployer, target, options):
        self.deployer = deployer
        self.target = target
        self.options = options

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.cleanup()

    def create(self, **kwargs):
        """Deploys the flow; keyword arguments are options of `create`."""
        answers = self.ask("create", kwargs)
        told = next((answer for answer in answers if answer.get("kind") == "deployment"), None)
        if told is None:
            raise FrazilException("%s create printed the document and deployed nothing" % self.target)
        return DeployedFlow(self, told)

    def cleanup(self):
        """Removes what was written for the deployer: nothing, but in a notebook."""
        self.deployer.cleanup()

    def ask(self, command, options, *words):
        """Runs a command of the engine; what it answers, line by line."""
        deployer = self.deployer
        place = {name: value for name, value in self.options.items() if command == "create" or name in _PLACE[self.target]}
        line = [deployer.flow_file, *options_of(deployer.top_level_kwargs, _LISTS), self.target, command, *words]
        line += [*options_of(dict(place, **options), _LISTS), "--json"]
        watched = Watched(line, deployer.env_vars, deployer.cwd, False)
        try:
            code = watched.wait()
            answers = [json.loads(each) for each in watched.text("stdout").splitlines() if each.startswith("{")]
            if code == 0:
                return answers
            told = next((answer for answer in answers if answer.get("kind") == "error"), None)
            reason = "%s %s" % (told["message"], told.get("hint", "")) if told else watched.text("stderr").strip()
            raise FrazilException("%s %s failed: %s" % (self.target, command, reason))
        finally:
            watched.clean()

    def connection(self):
        """The store that runs of this are in."""
        return Connection(self.deployer.top_level_kwargs.get("store"), self.deployer.env_vars)


_PLACE = {
    "argo-workflows": ("name", "namespace", "context", "branch", "production"),
    "step-functions": ("name", "branch", "production"),
    "airflow": (),
}


class DeployedFlow:
    """A flow as an engine has it."""

    def __init__(self, deployer, told):
        self.deployer = deployer
        self.name = told["name"]
        self.flow_name = told["flow"]
        self.metadata = told["store"]
        self.additional_info = told

    @property
    def production_token(self):
        """None: deployments need no token."""
        return None

    def trigger(self, **kwargs):
        """Starts a run; keyword arguments are parameters."""
        told = next(answer for answer in self._asked("trigger", kwargs) if answer.get("kind") == "run-triggered")
        return TriggeredRun(self, told)

    def delete(self, **kwargs):
        """Removes it from the engine. True when it is gone."""
        self._asked("delete", kwargs)
        return True

    def list_runs(self, **kwargs):
        """The runs that the engine knows of, as dictionaries."""
        return self._asked("list-runs", kwargs)

    def _asked(self, command, options, *words):
        if self.deployer.target == "airflow":
            raise FrazilException("Airflow runs what its scheduler finds: trigger and look at runs of %s there" % self.name)
        return self.deployer.ask(command, options, *words)


class TriggeredRun:
    """A run that was started on an engine."""

    def __init__(self, deployed, told):
        self.deployer = deployed.deployer
        self._deployed = deployed
        self.id = told["run"]
        self.name = told["name"]
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
