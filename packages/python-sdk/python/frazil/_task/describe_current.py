"""What `current` says of the task that runs."""

import os
from datetime import datetime, timezone

from .._current import Parallel, current


def describe_current(task):
    """Says what is known of the task before its flow is there."""
    current.is_running_flow = True
    current.flow_name = task["flow"]
    current.run_id = task["run"]
    current.step_name = task["step"]
    current.task_id = task["task"]
    current.retry_count = task["attempt"]
    current.origin_run_id = task["originRun"]
    current.username = task["username"]
    current.namespace = task["namespace"] or None
    current.tags = set(task["tags"])
    current._task = task
    current._started = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if task.get("project"):
        _describe_project(task["project"])
    current.tempdir = os.environ.get("METAFLOW_TEMPDIR") or task["scratch"]
    current.spot_termination_notice = notice_in(task["scratch"])
    current.pathspec = "%s/%s/%s/%s" % (task["flow"], task["run"], task["step"], task["task"])
    if task.get("parallel"):
        _describe_gang(task["parallel"])


def notice_in(scratch):
    """The file that is there once the task was told to end, as pods are whose machine is taken away."""
    return os.path.join(scratch, "spot_termination_notice")


def describe_flow(flow_class):
    """Says what is known of the task's flow: where there are gangs, a task alone is one of a single member."""
    functions = (value for base in flow_class.__mro__ for value in vars(base).values() if callable(value))
    has_gangs = any(name == "parallel" for function in functions for name, _ in getattr(function, "_frazil_decorators", ()))
    if has_gangs and not hasattr(current, "parallel"):
        current.parallel = Parallel("127.0.0.1", 1, 0, None)


def _describe_project(project):
    current.project_name = project["name"]
    current.branch_name = project["branch"]
    current.is_production = project["production"]
    current.is_user_branch = project["branch"].startswith("user.")
    current.project_flow_name = "%s.%s.%s" % (project["name"], project["branch"], current.flow_name)


def _describe_gang(gang):
    current.is_parallel = True
    current.parallel = Parallel(gang["mainIp"], gang["numNodes"], gang["nodeIndex"], gang["controlTask"])
    # The tools of distributed work, which a step may start, read these.
    for name, value in current.parallel._asdict().items():
        os.environ["MF_PARALLEL_%s" % name.upper()] = str(value)
