import { CONTAINER_SECURITY, type CompileInput, identityOf, labelOf, ownLabels, POD_SECURITY, sorted } from '@frazil/core';
import type { Features } from './features.ts';
import { eventsAsset } from './names.ts';
import type { AirflowOptions } from './options.ts';
import { paramsOf } from './parameters.ts';
import { dictionary, type Expression, source, value } from './python/expression.ts';
import { printAssignment } from './python/print-expression.ts';
import { variableText } from './python/print-text.ts';
import { templatesIn } from './python/templates-in.ts';

type Input = CompileInput<AirflowOptions>;

/** The constants of a DAG file: all that its steps share. Pure. */
export function constantsOf(input: Input, features: Features): string {
  const { plan, target, options } = input;
  const images = [
    printAssignment('WORKER_IMAGE', value(target.workerImage)),
    printAssignment('BASE_IMAGE', value(target.baseImage)),
    ...(options.sidecarImage === undefined ? [] : [printAssignment('SIDECAR_IMAGE', value(options.sidecarImage))]),
    printAssignment('SECRETS', value([...(options.secrets ?? [])])),
  ];
  const pods = [
    '# Where in the flow a task is: the indexes of the foreaches around it.',
    printAssignment('PATH', value('frazil.dev/path')),
    printAssignment('PATH_OF_TASK', value('{{ task.annotations["frazil.dev/path"] }}')),
    printAssignment('VARIABLES', variablesOf(input)),
    printAssignment('LABELS', value(labelsOf(input))),
    printAssignment('ANNOTATIONS', value(annotationsOf(input))),
    printAssignment('CONTAINER_SECURITY', value(CONTAINER_SECURITY)),
    printAssignment('POD', podOf(options)),
    ...(features.hasRetries
      ? [
          '# What the worker exits with when trying again cannot help: it was used wrongly, or what it needs is broken.',
          'FINAL_EXIT_CODES = [2, 70]',
        ]
      : []),
  ];
  const payloads = plan.triggers.events.filter(({ parameters }) => Object.keys(parameters).length > 0);
  const parameters = [
    ...(features.hasParameters ? [printAssignment('PARAMETERS', dictionary(paramsOf(plan)))] : []),
    ...(features.hasPayloads
      ? [printAssignment('PAYLOADS', value(Object.fromEntries(payloads.map((event) => [eventsAsset(event.name), event.parameters]))))]
      : []),
  ];
  return [images, pods, parameters]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function variablesOf({ target }: Input): Expression {
  const own = Object.entries(sorted(target.variables)).map(([name, text]) => [name, value(variableText(text))] as const);
  return dictionary([
    ...own,
    ['FRAZIL_STORE', value(variableText(target.store))],
    ['FRAZIL_MANIFEST', value(target.manifest)],
    ['FRAZIL_ENGINE', value('airflow')],
    ['FRAZIL_RUN', value('{{ run_id }}')],
    ['FRAZIL_PATH', source('PATH_OF_TASK')],
    ['FRAZIL_ATTEMPT', value('{{ ti.try_number - 1 }}')],
  ]);
}

function labelsOf({ plan, target }: Input) {
  return {
    'app.kubernetes.io/managed-by': 'frazil',
    'frazil.dev/flow': labelOf(identityOf(plan)),
    ...ownLabels(target.labels),
  };
}

function annotationsOf({ plan, target }: Input) {
  const own = Object.entries(sorted(target.labels)).map(([name, text]) => [`frazil.dev/${name}`, text] as const);
  return templatesIn({ 'frazil.dev/flow': identityOf(plan), 'frazil.dev/manifest': target.manifest, ...Object.fromEntries(own) });
}

function podOf({ serviceAccount, imagePullSecrets = [] }: AirflowOptions): Expression {
  return value({
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    securityContext: POD_SECURITY,
  });
}
