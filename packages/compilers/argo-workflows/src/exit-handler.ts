import { COMMON_MOUNTS, type CompileInput, canonicalJson, containerSecurity, identityOf, labelOf, type Plan } from '@frazil/core';
import { type Fields, some } from './manifest.ts';
import type { ArgoOptions } from './options.ts';
import { tasksOf } from './tasks-of.ts';
import type { Templates } from './templates.ts';
import { literalVariables, runVariables } from './variables.ts';

const FAILED = "'{{workflow.status}}' != 'Succeeded'";
const STATUS = "{{=workflow.status == 'Succeeded' ? 'done' : 'failed'}}";
const SUCCEEDED = "'{{workflow.status}}' == 'Succeeded'";

/** Adds what happens when a run is over, and gives its name: a failed run is recorded, people are told, and other flows are started. */
export function addExitHandler(input: CompileInput<ArgoOptions>, templates: Templates): string {
  const { notify, events } = input.options;
  const finish = templates.names.fresh('finish');
  templates.add(finish, finishTemplate(input));
  // The end step itself records that a run is done, so that only someone to tell needs a pod then.
  const tasks: Fields[] = [{ name: 'finish', template: finish, when: notify?.on.includes('done') ? undefined : FAILED }];
  if (events?.url !== undefined) {
    const publish = templates.names.fresh('publish');
    templates.add(publish, publishTemplate(input, events.url));
    tasks.push({ name: 'publish', template: publish, when: SUCCEEDED });
  }
  const hooks = hooksTask(input.plan);
  if (hooks !== undefined) {
    const template = templates.names.fresh('hooks');
    templates.add(template, hooksTemplate(input));
    tasks.push({ ...hooks, template });
  }
  const name = templates.names.fresh('exit');
  templates.add(name, { dag: { tasks } });
  return name;
}

/** The hooks of a flow run when the run is recorded, for the outcome that has some. */
function hooksTask({ exitHooks }: Plan): Fields | undefined {
  const { onSuccess, onError } = exitHooks;
  if (onSuccess.length + onError.length === 0) return undefined;
  const depends = ['Succeeded', 'Skipped', 'Failed', 'Errored'].map((outcome) => `finish.${outcome}`).join(' || ');
  const both = onSuccess.length > 0 && onError.length > 0;
  return { name: 'hooks', depends, ...(!both && { when: onError.length > 0 ? FAILED : SUCCEEDED }) };
}

/** Runs the hooks in the environment of the flow's last step. */
function hooksTemplate({ plan, target, options }: CompileInput<ArgoOptions>): Fields {
  const image = tasksOf(plan).find(({ step }) => step.name === plan.end)?.kubernetes?.image ?? target.baseImage;
  const shared = {
    env: [
      ...runVariables(target),
      { name: 'FRAZIL_STEP', value: plan.end },
      { name: 'FRAZIL_STATUS', value: STATUS },
      ...literalVariables(target.variables),
    ],
    envFrom: some((options.secrets ?? []).map((name) => ({ secretRef: { name } }))),
    securityContext: containerSecurity(),
    volumeMounts: COMMON_MOUNTS,
  };
  return {
    initContainers: [{ name: 'hydrate', image: target.workerImage, command: ['frazil-worker', 'hydrate'], ...shared }],
    container: { image, command: ['/frazil/worker', 'hooks'], ...shared },
  };
}

function finishTemplate({ target, options }: CompileInput<ArgoOptions>): Fields {
  const { notify } = options;
  const webhook = notify && [
    { name: 'FRAZIL_NOTIFY_ON', value: notify.on.join(',') },
    { name: 'FRAZIL_NOTIFY_URL', valueFrom: { secretKeyRef: { name: notify.secret, key: notify.key } } },
  ];
  return {
    container: {
      image: target.workerImage,
      command: ['frazil-worker', 'finish'],
      env: [...runVariables(target), { name: 'FRAZIL_STATUS', value: STATUS }, ...(webhook ?? []), ...literalVariables(target.variables)],
      envFrom: some((options.secrets ?? []).map((name) => ({ secretRef: { name } }))),
      securityContext: containerSecurity(),
      volumeMounts: COMMON_MOUNTS,
    },
  };
}

/** Tells the event source that a run is done, for flows that `@trigger_on_finish` starts. */
function publishTemplate({ plan }: CompileInput<ArgoOptions>, url: string): Fields {
  const payload = {
    name: finishedEvent(identityOf(plan)),
    flow: identityOf(plan),
    run: '{{workflow.name}}',
    id: `${plan.flow}/argo-{{workflow.name}}`,
    timestamp: '{{=sprig.now().Unix()}}',
  };
  return {
    http: {
      url,
      method: 'POST',
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      body: canonicalJson({ payload }),
      successCondition: 'response.statusCode >= 200 && response.statusCode < 300',
    },
  };
}

/** The name of the event that says that a flow's run is done. Pure. */
export function finishedEvent(identity: string): string {
  return `frazil.${labelOf(identity)}.done`;
}
