import { RAISES } from './raises.ts';

/** Deploys a flow to a stand-in for Argo's cluster with the Deployer, and starts runs. Says that all is well when it is. */
export const DEPLOYER_PROGRAM = `import json
import os
import sys

from metaflow import DeployedFlow, Deployer
from metaflow.exception import MetaflowException, MetaflowNotFound

STORE = os.path.join(os.environ["FRAZIL_HOME"], "store")


${RAISES}


def begin(triggered):
    """What the first task of a run leaves."""
    record = {"schema": 1, "flow": "ForeachFlow", "run": triggered.id, "status": "running", "started": "2026-01-01T00:00:00.000Z"}
    record.update(heartbeat=record["started"], parameters={}, engine="argo", username="argo", tags=[], systemTags=["user:argo"])
    record.update(host="h", pid=1, environments={}, graph={"start": []})
    os.makedirs(os.path.join(STORE, "runs/ForeachFlow"), exist_ok=True)
    with open(os.path.join(STORE, "runs/ForeachFlow", triggered.id + ".json"), "w") as file:
        json.dump(record, file)


deployer = Deployer("flow.py", show_output=False)
image = "registry.example/frazil-worker@sha256:" + "a" * 64
assert "deployed nothing" in raises(MetaflowException, lambda: deployer.argo_workflows().create(only_json=True, worker_image=image))
assert "worker" in raises(MetaflowException, lambda: deployer.argo_workflows().create(shared_store=True))
with deployer.argo_workflows() as target:
    assert target.create(shared_store=True, worker_image=image, tags=["t"]).name == "foreachflow"
deployed = deployer.argo_workflows(name="named").create(shared_store=True, worker_image=image)
assert (deployed.name, deployed.flow_name, deployed.production_token) == ("named", "ForeachFlow", None)

run = deployed.trigger(factor=7)
assert run.id == "argo-" + run.name and run.pathspec == "ForeachFlow/" + run.id and run.run is None
assert "has not begun" in raises(TimeoutError, lambda: run.wait_for_run(check_interval=0, timeout=-1))
begin(run)
run.wait_for_run()
assert run.run.pathspec == run.pathspec
assert run.is_running, run.status
assert run.suspend() and run.unsuspend() and run.terminate()
assert [each.id for each in deployed.list_runs()] == [run.id]
assert "Did you mean --factor?" in raises(ValueError, lambda: deployed.trigger(fcator=1))

found = DeployedFlow.from_deployment("named")
assert (found.name, found.flow_name) == ("named", "ForeachFlow")
second = found.trigger(factor=8)
assert DeployedFlow.get_triggered_run("named", second.id).status == second.status
assert len(found.list_runs()) == 2
assert sorted(each.name for each in DeployedFlow.list_deployed_flows("ForeachFlow")) == ["foreachflow", "named"]
assert DeployedFlow.list_deployed_flows("Other") == []
from metaflow.plugins.aws.step_functions.step_functions_deployer_objects import StepFunctionsDeployedFlow
assert "step_functions can't list" in raises(MetaflowException, StepFunctionsDeployedFlow.list_deployed_flows)
assert "foreachflow, named" in raises(MetaflowNotFound, lambda: DeployedFlow.from_argo_workflows("nothing"))
assert "argo_workflows" in raises(MetaflowException, lambda: DeployedFlow.from_deployment("named", impl="kubeflow"))
assert found.delete()
assert [each.name for each in DeployedFlow.list_deployed_flows()] == ["foreachflow"]

dag = deployer.airflow(name="dag").create(output="dag.py", shared_store=True, worker_image=image)
assert dag.name == "dag" and "dag_id=" in open("dag.py").read()
assert "Airflow runs what its scheduler finds" in raises(MetaflowException, dag.trigger)
print("all is well")
`;
