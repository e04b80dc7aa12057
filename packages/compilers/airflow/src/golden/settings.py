"""Shapes of shapes.py as a DAG of Airflow, 2.11 or 3.

Trains a model.

With \"\"\"quotes\"\"\" and a \\ in it.

Made by Frazil from the manifest sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f:
change the flow and deploy it again instead of this file.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pendulum
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
from airflow.providers.cncf.kubernetes.callbacks import KubernetesPodOperatorCallback
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

try:  # Airflow 3
    from airflow.providers.standard.operators.python import PythonOperator
    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
    from airflow.sdk import DAG, Asset, CronTriggerTimetable, Param
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param
    from airflow.operators.python import PythonOperator
    from airflow.sensors.external_task import ExternalTaskSensor
    from airflow.timetables.trigger import CronTriggerTimetable

try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowFailException

WORKER_IMAGE = "registry.example/frazil-worker@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
BASE_IMAGE = "debian:12-slim"
SIDECAR_IMAGE = "alpine@sha256:0"
SECRETS = ["bucket"]

# Where in the flow a task is: the indexes of the foreaches around it.
PATH = "frazil.dev/path"
PATH_OF_TASK = '{{ task.annotations["frazil.dev/path"] }}'
VARIABLES = {
    "FRAZIL_STORE": "s3://bucket/team",
    "FRAZIL_MANIFEST": "sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f",
    "FRAZIL_ENGINE": "airflow",
    "FRAZIL_RUN": "{{ run_id }}",
    "FRAZIL_PATH": PATH_OF_TASK,
    "FRAZIL_ATTEMPT": "{{ ti.try_number - 1 }}",
}
LABELS = {"app.kubernetes.io/managed-by": "frazil", "frazil.dev/flow": "ice.main.Shapes", "frazil.dev/owner": "ada"}
ANNOTATIONS = {
    "frazil.dev/flow": "ice.main.Shapes",
    "frazil.dev/manifest": "sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f",
    "frazil.dev/owner": "ada",
}
CONTAINER_SECURITY = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
POD = {
    "serviceAccountName": "runner",
    "imagePullSecrets": [{"name": "registry"}],
    "securityContext": {
        "runAsNonRoot": True,
        "runAsUser": 1000,
        "runAsGroup": 1000,
        "fsGroup": 1000,
        "seccompProfile": {"type": "RuntimeDefault"},
    },
}
# What the worker exits with when trying again cannot help: it was used wrongly, or what it needs is broken.
FINAL_EXIT_CODES = [2, 70]

PARAMETERS = {
    "size": Param(3, type="integer", description="how many"),
    "rate": Param(0.5, type="number"),
    "names": Param('["a"]', type=["object", "array", "string", "number", "boolean"]),
    "on": Param(True, type="boolean"),
}


class Sidecar(KubernetesPodOperatorCallback):
    """Confines the container that Airflow adds to fetch what a step returned, and doesn't wait for it in vain."""

    @staticmethod
    def on_pod_completion(*, pod, operator, **kwargs):
        # A pod whose step never began has nothing to fetch.
        if pod is not None and pod.status.phase == "Failed":
            operator.remote_pod = pod
            raise RuntimeError("The pod ended before its step began: the log of its container hydrate says why.")

    @staticmethod
    def on_pod_manifest_created(*, pod_request, **kwargs):
        for container in pod_request.spec.containers:
            if container.name == "airflow-xcom-sidecar":
                container.security_context = CONTAINER_SECURITY
                container.image = SIDECAR_IMAGE


class StepOperator(KubernetesPodOperator):
    """A step's pod, which is tried again only where that can help."""

    def cleanup(self, pod, remote_pod, **kwargs):
        try:
            super().cleanup(pod, remote_pod, **kwargs)
        except Exception as error:
            containers = [*(remote_pod.status.init_container_statuses or []), *(remote_pod.status.container_statuses or [])]
            ends = [container.state.terminated for container in containers if container.state.terminated]
            if any(end.exit_code in FINAL_EXIT_CODES for end in ends):
                raise AirflowFailException(str(error)) from error
            raise


SETTINGS = {
    "kubernetes_conn_id": "cluster",
    "namespace": "flows",
    "pool": "science",
    "deferrable": True,
    "startup_timeout_seconds": 600,
    "startup_check_interval_seconds": 1,
    "on_finish_action": "keep_pod",
    "log_pod_spec_on_failure": False,
    "callbacks": [Sidecar],
    "do_xcom_push": True,
    "retries": 0,
}


def pod_of(step_id, image, variables, secrets, resources):
    """The pod of a step: an init container brings the step's environment, then the step runs in it."""
    variables = {**VARIABLES, **variables, "FRAZIL_STEP": step_id}
    shared = {
        "env": [{"name": name, "value": text} for name, text in variables.items()],
        "envFrom": [{"secretRef": {"name": name}} for name in [*SECRETS, *secrets]],
        "securityContext": CONTAINER_SECURITY,
        "volumeMounts": [{"name": "frazil", "mountPath": "/frazil"}, {"name": "tmp", "mountPath": "/tmp"}],
    }
    # Hydrating may take as much as the step, but needs none of its accelerators.
    plain = {kind: {name: n for name, n in amounts.items() if "/" not in name} for kind, amounts in resources.items()}
    hydrate = {"name": "hydrate", "image": WORKER_IMAGE, "command": ["frazil-worker", "hydrate"], "resources": plain}
    main = {"name": "base", "image": image, "command": ["/frazil/worker", "task"], "resources": resources}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"labels": LABELS, "annotations": {**ANNOTATIONS, "frazil.dev/step": step_id}},
        "spec": {
            **POD,
            "initContainers": [{**hydrate, **shared}],
            "containers": [{**main, **shared}],
            "volumes": [{"name": "frazil", "emptyDir": {}}, {"name": "tmp", "emptyDir": {}}],
        },
    }


def merged(base, patch):
    """`base` with what `patch` says otherwise: members are merged, and items of lists that have a name by their name."""
    if isinstance(base, dict) and isinstance(patch, dict):
        return {**base, **{key: merged(base[key], patch[key]) if key in base else patch[key] for key in patch}}
    if isinstance(base, list) and isinstance(patch, list):
        items = {}
        for item in [*base, *patch]:
            if not isinstance(item, dict) or "name" not in item:
                return patch
            items[item["name"]] = merged(items[item["name"]], item) if item["name"] in items else item
        return list(items.values())
    return patch


def step(
    step_id, *, over=None, after=(), image=BASE_IMAGE, variables=None, secrets=(), resources=None, pod=None, **settings
):
    """Makes a step's task: one pod, or one for each path of `over`, after `after` unless some of that failed."""
    template = merged(pod_of(step_id, image, variables or {}, secrets, resources or {}), pod or {})
    settings = {"task_id": step_id, "pod_template_dict": template, **SETTINGS, **settings}
    if over is None:
        task = StepOperator(annotations={PATH: "0"}, trigger_rule="none_failed_min_one_success", **settings)
    else:
        mapped = StepOperator.partial(map_index_template=PATH_OF_TASK, trigger_rule="none_failed", **settings)
        task = mapped.expand(annotations=over.output)
    task.set_upstream(list(after))
    return task


def results(ti, task_id):
    """What the tasks of a step returned; nothing when the step was skipped."""
    found = ti.xcom_pull(task_ids=task_id)
    return [found] if isinstance(found, dict) else [result for result in found or [] if result]


def items(task):
    """Lists the paths of the tasks that the foreach after a step starts, for all of the step's tasks."""

    def paths(ti):
        return [{PATH: path} for result in results(ti, task.task_id) for path in result["items"]]

    return task >> PythonOperator(task_id=f"{task.task_id}-items", python_callable=paths, trigger_rule="none_failed")


def parameters(params):
    """The parameters of a run as the flow's first step reads them: names to texts, without those that are not given."""
    given = {name: params[name] for name in PARAMETERS if params.get(name) is not None}
    texts = {name: text if isinstance(text, str) else json.dumps(text) for name, text in given.items()}
    return json.dumps(texts).replace("$", "\\u0024")


with DAG(
    dag_id="ice.main.Shapes",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 6 * * MON-FRI", timezone="Europe/Vienna"),
    start_date=pendulum.datetime(2026, 1, 31, tz="Europe/Vienna"),
    catchup=False,
    max_active_runs=1,
    max_active_tasks=20,
    dagrun_timeout=timedelta(seconds=86400),
    is_paused_upon_creation=True,
    params=PARAMETERS,
    user_defined_macros={"parameters": parameters},
    tags=["frazil", "science"],
):
    wait_1 = S3KeySensor(task_id="wait-for-s3-bucket-key", bucket_key="s3://bucket/key", deferrable=True)
    wait_2 = ExternalTaskSensor(
        task_id="wait-for-dag-other-task",
        external_dag_id="other",
        external_task_id="task",
        failed_states=["failed"],
        deferrable=True,
    )
    wait_3 = ExternalTaskSensor(
        task_id="wait-for-dag-another", external_dag_id="another", failed_states=["failed"], deferrable=True
    )
    start = step("start", after=[wait_1, wait_2, wait_3], variables={"FRAZIL_PARAMETERS": "{{ parameters(params) }}"})
    start_items = items(start)
    work = step(
        "work",
        over=start_items,
        image="registry.example/science:3",
        namespace="flows",
        variables={"METAFLOW_TEMPDIR": "/metaflow_temp", "MODE": "fast", "QUOTED": "{{ '\"a\" {{ b }} \\\\' }}"},
        secrets=["database-password", "database"],
        resources={
            "requests": {"cpu": "2", "memory": "8000M", "ephemeral-storage": "20000M", "vendor.example/fpga": "1"},
            "limits": {
                "cpu": "2",
                "memory": "8000M",
                "ephemeral-storage": "20000M",
                "nvidia.com/gpu": "1",
                "vendor.example/fpga": "1",
            },
        },
        pod={
            "metadata": {"annotations": {"note": "n"}, "labels": {"team": "science"}},
            "spec": {
                "serviceAccountName": "science",
                "imagePullSecrets": [{"name": "registry"}],
                "nodeSelector": {"disk": "ssd"},
                "tolerations": [{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}],
                "volumes": [
                    {"name": "shared-memory", "emptyDir": {"medium": "Memory", "sizeLimit": "500M"}},
                    {"name": "tmpfs", "emptyDir": {"medium": "Memory", "sizeLimit": "500M"}},
                    {"name": "claim-0", "persistentVolumeClaim": {"claimName": "data"}},
                ],
                "containers": [
                    {
                        "name": "base",
                        "imagePullPolicy": "Always",
                        "ports": [{"name": "main", "containerPort": 8080}],
                        "securityContext": {"runAsUser": 2000},
                        "volumeMounts": [
                            {"name": "shared-memory", "mountPath": "/dev/shm"},
                            {"name": "tmpfs", "mountPath": "/metaflow_temp"},
                            {"name": "claim-0", "mountPath": "/data"},
                        ],
                    },
                ],
                "priorityClassName": "high",
            },
        },
        retries=3,
        retry_delay=timedelta(minutes=2),
        execution_timeout=timedelta(seconds=2400),
    )
    join = step("join", after=[work])
    end = step("end", after=[join], outlets=[Asset("frazil://runs/ice.main.Shapes")])
