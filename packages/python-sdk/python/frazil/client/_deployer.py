"""Deployer: deploys a flow to an engine from a program, and starts runs there."""

import json
import os

from .._exceptions import FrazilException
from ._connection import Connection
from ._deployed import DeployedFlow
from ._process import Watched, existing_flow, options_of

_LISTS = {"tags": "--tag", "tag": "--tag", "secret": "--secret", "platform": "--platform", "with_": "--with", "decospecs": "--with"}


class Deployer:
    """A flow file that can be deployed; keyword arguments are the options before the command."""

    def __init__(self, flow_file, show_output=True, profile=None, env=None, cwd=None, file_read_timeout=3600, **kwargs):
        self.flow_file = existing_flow(flow_file, cwd)
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
        place = {name: value for name, value in self.options.items() if command == "create" or name in self._place(command)}
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
            raise watched.failure("%s %s failed: %s" % (self.target, command, reason))
        finally:
            watched.clean()

    def _place(self, command):
        # Argo knows runs by their own names.
        names_run = self.target == "argo-workflows" and command in ("status", "terminate", "suspend", "unsuspend")
        return ("namespace", "context") if names_run else _PLACE[self.target]

    def connection(self):
        """The store that runs of this are in."""
        return Connection(self.deployer.top_level_kwargs.get("store"), self.deployer.env_vars)


_PLACE = {
    "argo-workflows": ("name", "namespace", "context", "branch", "production"),
    "step-functions": ("name", "branch", "production"),
    "airflow": (),
}
