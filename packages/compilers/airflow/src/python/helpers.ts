/** What the steps of every flow are made with; the signature's line is printed by its printer. */
export const STEP = `
    """Makes a step's task: one pod, or one for each path of \`over\`, after \`after\` unless some of that failed."""
    template = TEMPLATE
    settings = {"task_id": step_id, "pod_template_dict": template, **SETTINGS, **settings}
    if over is None:
        task = OPERATOR(annotations={PATH: "0"}, trigger_rule="none_failed_min_one_success", **settings)
    else:
        mapped = OPERATOR.partial(map_index_template=PATH_OF_TASK, trigger_rule="none_failed", **settings)
        task = mapped.expand(annotations=over.output)
    task.set_upstream(list(after))
    return task
`;

/** The pod of a step. */
export const POD_OF = `
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
`;

/** Needed when some step's pod is different in more than what \`step\` has a word for. */
export const MERGED = `
def merged(base, patch):
    """\`base\` with what \`patch\` says otherwise: members are merged, and items of lists that have a name by their name."""
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
`;

/** Needed by every foreach, and by every switch in one. */
export const RESULTS = `
def results(ti, task_id):
    """What the tasks of a step returned; nothing when the step was skipped."""
    found = ti.xcom_pull(task_ids=task_id)
    return [found] if isinstance(found, dict) else [result for result in found or [] if result]
`;

export const ITEMS = `
def items(task):
    """Lists the paths of the tasks that the foreach after a step starts, for all of the step's tasks."""

    def paths(ti):
        return [{PATH: path} for result in results(ti, task.task_id) for path in result["items"]]

    return task >> PythonOperator(task_id=f"{task.task_id}-items", python_callable=paths, trigger_rule="none_failed")
`;

export const CASE = `
def case(task, target):
    """Lists the paths of those tasks of a step that chose to go on to \`target\`."""

    def paths(ti):
        return [{PATH: result["path"]} for result in results(ti, task.task_id) if result["case"] == target]

    task_id = f"{task.task_id}-case-{target}"
    return task >> PythonOperator(task_id=task_id, python_callable=paths, trigger_rule="none_failed")
`;

export const SWITCH = `
def switch(task, cases):
    """Goes on to where a step chose to, and skips the other cases."""

    def chosen(ti):
        return cases[ti.xcom_pull(task_ids=task.task_id)["case"]]

    return task >> BranchPythonOperator(task_id=f"{task.task_id}-switch", python_callable=chosen)
`;

export const PARAMETERS_OF_RUN = `
def parameters(params):
    """The parameters of a run as the flow's first step reads them: names to texts, without those that are not given."""
    given = {name: params[name] for name in PARAMETERS if params.get(name) is not None}
    texts = {name: text if isinstance(text, str) else json.dumps(text) for name, text in given.items()}
    return json.dumps(texts).replace("$", "\\\\u0024")
`;

export const PARAMETERS_OF_EVENT = `
def parameters(params, events):
    """The parameters of a run as the flow's first step reads them: names to texts, without those that are not given."""
    given = {name: params[name] for name in PARAMETERS if params.get(name) is not None}
    for asset, received in events.items():
        payload = received[-1].extra or {}
        fields = PAYLOADS.get(getattr(asset, "uri", asset), {})
        given.update({name: payload[field] for name, field in fields.items() if field in payload})
    texts = {name: text if isinstance(text, str) else json.dumps(text) for name, text in given.items()}
    return json.dumps(texts).replace("$", "\\\\u0024")
`;

/** The template that {@link PARAMETERS_OF_EVENT} is called in: Airflow 3 has another word for the events than Airflow 2. */
export const EVENTS = 'triggering_asset_events | default(triggering_dataset_events | default({}))';

/** What is done about the container that Airflow adds to each pod, to fetch what a step returns. */
export const SIDECAR = `
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
`;

/** Needed when some step is tried again. */
export const POD_OPERATOR = `
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
`;
