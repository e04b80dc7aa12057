import { RAISES } from './raises.ts';

/** Reads the runs of the foreach flow with the Python client: `use.py RUN FAILED`. Says that all is well when it is. */
export const CLIENT_PROGRAM = `import pickle
import sys

from metaflow import DataArtifact, Flow, Metaflow, Run, Step, Task
from metaflow import default_namespace, get_metadata, get_namespace, namespace
from metaflow.cards import get_cards
from metaflow.exception import MetaflowInvalidPathspec, MetaflowNamespaceMismatch, MetaflowNotFound, MetaflowTaggingError
from metaflow.plugins.cards.exception import CardNotPresentException


${RAISES}


done, failed = ("ForeachFlow/" + id for id in sys.argv[1:])
assert get_namespace() == "user:ada"
assert get_metadata().startswith("local@/")
assert [flow.id for flow in Metaflow()] == ["ForeachFlow"]
flow = Flow("ForeachFlow")
assert [run.pathspec for run in flow] == [failed, done]
assert (flow.latest_run.pathspec, flow.latest_successful_run.pathspec) == (failed, done)
assert [run.pathspec for run in flow.runs("nightly")] == [done]

run = Run(done)
assert run.successful and run.finished and run.created_at <= run.finished_at and run.code is None
assert [step.id for step in run] == ["end", "collect", "square", "start"]
assert run.data.results == [3, 6] and "results" in run.data and run.end_task.pathspec == done + "/end/0"
assert {"nightly", "user:ada", "runtime:dev"} <= run.tags and "nightly" in run.user_tags
tasks = list(run["square"])
assert [(task.id, task.index, task.data.result) for task in tasks] == [("1", 1, 6), ("0", 0, 3)]
assert [str(task) for task in tasks[0].parent_tasks] == ["Task('%s/start/0')" % done]
assert [task.pathspec for task in tasks[0].child_tasks] == [done + "/collect/0"]
assert (run["_parameters"].task.data.factor, DataArtifact(failed + "/_parameters/0/factor").data) == (3, 2)
start = Step(done + "/start").task
known = start.metadata_dict
assert [known[name] for name in ("user", "script-name", "ds-type", "origin-run-id", "attempt-done")] == ["ada", "flow.py", "local", "None", "0"]
assert known["ds-root"].endswith("/home/store") and "python_version:" + known["python_version"] in run.system_tags and known["metaflow_version"]
assert "python_version" in Run(failed).end_task.metadata_dict
assert start.stdout == "to stdout\\n" and start.stderr == "to stderr\\n"
assert [line for _, line in start.loglines("stdout")] == ["to stdout"]
assert all(start.created_at <= at <= start.finished_at for at, _ in start.loglines("stderr"))
cards = get_cards(start)
assert len(cards) == 1 and (cards[0].id, cards[0].type) == (None, "default") and "<!doctype html>" in cards[0].get()
assert len(get_cards(done + "/start/0", type="blank")) == 0 and "<iframe" in cards._repr_html_()
assert "not found" in raises(CardNotPresentException, lambda: get_cards(run["end"].task))
assert start.runtime_name == "dev" and start.exception is None and start.current_attempt == 0
assert start.artifacts.numbers.data == [1, 2] and start["_secret"].data == "hidden"
artifact = DataArtifact(done + "/start/0/numbers")
assert artifact.size > 0 and len(artifact.sha) == 64 and artifact.finished_at == start.finished_at
assert pickle.loads(pickle.dumps(run)) == run

broken = Run(failed)
assert not broken.successful and broken.end_task.exception.type == "ValueError" and broken.end_task.finished_at
assert [line for _, line in broken.end_task.loglines("stderr")][-1] == "ValueError: tripped"
assert [*broken.end_task.parent_task_pathspecs] == [failed + "/collect/0"]
assert [each.pathspec for each in broken["collect"].task.child_tasks] == [failed + "/end/0"]
assert "tripped" in broken.end_task.stderr and broken.end_task.data.results == [2, 4] and broken.end_task["trips"].data == 1
assert Task(failed + "/end/0", attempt=0).data.trips == 1 and list(Task(failed + "/end/0", attempt=1)) == []

run.add_tags(["one", "two"])
run.replace_tag("one", "three")
run.remove_tag("two")
assert "three" in run.user_tags and Run(done).user_tags == run.user_tags
run.remove_tag("three")
raises(MetaflowTaggingError, lambda: run.remove_tag("runtime:dev"))
raises(MetaflowTaggingError, lambda: run.add_tag(""))
raises(MetaflowTaggingError, lambda: run.replace_tags([], []))
raises(MetaflowNotFound, lambda: Run("ForeachFlow/17"))
raises(MetaflowNotFound, lambda: Task(done + "/start/9"))
raises(MetaflowNotFound, lambda: Flow("Nothing"))
raises(KeyError, lambda: run["nothing"])
assert "nothing" not in run and "end" in run
assert "Expects Run('FlowName/RunID')" in raises(MetaflowInvalidPathspec, lambda: Run("ForeachFlow"))
namespace("user:eve")
raises(MetaflowNamespaceMismatch, lambda: Run(done))
raises(MetaflowNamespaceMismatch, lambda: Flow("ForeachFlow"))
assert [task.data.result for task in run["square"]] == [6, 3]
assert Metaflow().flows == []
namespace(None)
assert Run(done).is_in_namespace()
default_namespace()
print("all is well")
`;

/** Runs the foreach flow with the Runner. Says that all is well when it is. */
export const RUNNER_PROGRAM = `import asyncio

from metaflow import Runner

${RAISES}


with Runner("flow.py", environment="local", show_output=False, pylint=False, quiet=False).run(max_num_splits=2, factor=4, tags=["by program"], user_namespace="user:eve") as running:
    assert (running.status, running.returncode) == ("successful", 0), running.stderr
    assert running.run.data.results == [4, 8] and "by program" in running.run.tags
with Runner("flow.py", environment="local", show_output=False, env={"TRIP": "1"}).run() as running:
    assert running.status == "failed" and "tripped" in running.stderr and not running.run.successful
    origin = running.run.id
with Runner("flow.py", environment="local", show_output=False).resume(origin_run_id=origin) as running:
    assert running.run.origin_pathspec == "ForeachFlow/" + origin and running.run.successful
    known = [running.run[name].task.metadata_dict for name in ("start", "end")]
    assert [(each["origin-run-id"], "origin-task-id" in each) for each in known] == [(origin, True), (origin, False)]
assert (running.status, running.run.successful) == ("successful", True), "after the runner is left"
assert "Did you mean --factor?" in raises(ValueError, lambda: Runner("flow.py", environment="local", show_output=False).run(facter=4))
assert "other.py" in raises(FileNotFoundError, lambda: Runner("other.py"))
open("printing.py", "w").write("""
from metaflow import *
print("read")
class PrintingFlow(FlowSpec):
    config = Config("config", required=True)
    @step(start=True)
    def begin(self): self.next(self.finish)
    @step(end=True)
    def finish(self): self.x = self.config.x
if __name__ == "__main__": PrintingFlow()
""")
with Runner("printing.py", environment="local", show_output=False, config_value=[("config", {"x": 4})]).run() as running:
    assert running.run.data.x == 4 and running.run._graph_endpoints == ("begin", "finish") and "read" in running.stderr
with Runner("flow.py", environment="local", show_output=False) as runner:
    open("id", "w").write("another")
    running = runner.run(run_id_file="id")
    command = running.command_obj
    assert open("id").read() == running.run.id
    assert open(command.log_files["stderr"]).read() == command.text("stderr") and command.command[-1].endswith("/id")


async def at_once():
    async with Runner("flow.py", environment="local", show_output=False) as runner:
        running = await runner.async_run()
        running.command_obj.kill()
        assert running.status == "failed", running.status
    async with Runner("flow.py", environment="local", show_output=False) as runner:
        running = await runner.async_run()
        lines = [line async for _, line in running.stream_log("stderr")]
        await running.wait()
        return running.status, any("is done" in line for line in lines)


assert asyncio.run(at_once()) == ("successful", True)
print("all is well")
`;

/** A notebook: two cells, of which the first has a flow. Says that all is well when it is. */
export const NOTEBOOK_PROGRAM = `import linecache

CELL = '''import os
from metaflow import FlowSpec, NBRunner, Parameter, step

FACTOR = 3


def times(number):
    return number * FACTOR


class NotebookFlow(FlowSpec):
    number = Parameter("number", default=2)

    @step
    def start(self):
        self.result = times(self.number)
        self.next(self.end)

    @step
    def end(self):
        print("in", os.path.basename(__file__)[:12])


run = NBRunner(NotebookFlow, environment="local", show_output=False).nbrun(number=5)
print(run.data.result, run["end"].task.stdout.strip())
'''

# What IPython does with a cell.
linecache.cache["<cell 1>"] = (len(CELL), None, CELL.splitlines(True), "<cell 1>")
exec(compile(CELL, "<cell 1>", "exec"))

from metaflow import NBDeployer

with NBDeployer(NotebookFlow, env={"FRAZIL_STORE": "s3://ice"}).airflow(name="nb") as deployer:
    source = open(deployer.deployer.flow_file).read()
assert "class NotebookFlow" in source and "FACTOR = 3" in source and "nbrun" not in source and "run.data" not in source, source
import os

assert not os.path.exists(deployer.deployer.flow_file)
print("all is well")
`;

/** A flow whose step reads another flow's latest run. */
export const IN_STEP_FLOW = `from datetime import datetime

from metaflow import Flow, FlowSpec, Task, current, retry, step


class InStepFlow(FlowSpec):
    @step
    def start(self):
        runs = [run for run in Flow("ForeachFlow") if run.successful and "nightly" in run.tags]
        print("seen", runs[0].data.results, "from inside")
        self.next(self.end)

    @retry(times=1)
    @step
    def end(self):
        task = Task(current.pathspec)
        known = (task.current_attempt, task.exception, task.finished_at, task.stdout, task.stderr, list(task.loglines("stdout")), list(task))
        assert known == (current.retry_count, None, None, "", "", [], []), known
        assert task.metadata_dict["attempt_ok"] == "False" and list(current.run["end"]) == [task] and not current.run.finished
        assert [each.id for each in current.run] == ["end", "start"], list(current.run)
        assert current.retry_count, "the first attempt fails"
        assert "the first attempt fails" in Task(current.pathspec, attempt=0).stderr
        assert (task, task.finished) == (current.task, False)
        assert current.run.created_at < current.task.created_at <= datetime.now() and task.created_at == current.task.created_at
        assert (task.parent.id, task.parent.parent.id, task.parent.parent.parent.id) == ("end", current.run_id, "InStepFlow")
        print("after", *(each.pathspec for each in task.parent_tasks), [*task.child_tasks], task.code)


if __name__ == "__main__":
    InStepFlow()
`;
