"""Shapes of shapes.py as a DAG of Airflow, 2.11 or 3.

Made by Frazil from the manifest sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f:
change the flow and deploy it again instead of this file.
"""

from __future__ import annotations

import pendulum
from airflow.providers.cncf.kubernetes.callbacks import KubernetesPodOperatorCallback
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

try:  # Airflow 3
    from airflow.providers.standard.operators.python import PythonOperator
    from airflow.sdk import DAG, Asset
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.operators.python import PythonOperator

WORKER_IMAGE = "registry.example/frazil-worker@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
BASE_IMAGE = "debian:12-slim"
SECRETS = []

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
LABELS = {"app.kubernetes.io/managed-by": "frazil", "frazil.dev/flow": "Shapes", "frazil.dev/owner": "ada"}
ANNOTATIONS = {
    "frazil.dev/flow": "Shapes",
    "frazil.dev/manifest": "sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f",
    "frazil.dev/owner": "ada",
}
CONTAINER_SECURITY = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
POD = {
    "securityContext": {
        "runAsNonRoot": True,
        "runAsUser": 1000,
        "runAsGroup": 1000,
        "fsGroup": 1000,
        "seccompProfile": {"type": "RuntimeDefault"},
    },
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


SETTINGS = {
    "startup_timeout_seconds": 900,
    "startup_check_interval_seconds": 1,
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


def step(step_id, *, over=None, after=(), image=BASE_IMAGE, variables=None, secrets=(), resources=None, **settings):
    """Makes a step's task: one pod, or one for each path of `over`, after `after` unless some of that failed."""
    template = pod_of(step_id, image, variables or {}, secrets, resources or {})
    settings = {"task_id": step_id, "pod_template_dict": template, **SETTINGS, **settings}
    if over is None:
        task = KubernetesPodOperator(annotations={PATH: "0"}, trigger_rule="none_failed_min_one_success", **settings)
    else:
        mapped = KubernetesPodOperator.partial(map_index_template=PATH_OF_TASK, trigger_rule="none_failed", **settings)
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


with DAG(
    dag_id="Shapes",
    doc_md=__doc__,
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    tags=["frazil"],
):
    start = step("start")
    start_items = items(start)
    outer = step("outer", over=start_items)
    outer_items = items(outer)
    inner = step("inner", over=outer_items)
    inner_items = items(inner)
    deep = step("deep", over=inner_items)
    gather_deep = step("gather_deep", over=outer_items, after=[deep])
    gather = step("gather", over=start_items, after=[gather_deep])
    join = step("join", after=[gather])
    end = step("end", after=[join], outlets=[Asset("frazil://runs/Shapes")])
