import type { Features } from './features.ts';
import { STARTUP_SECONDS } from './lower/step-call.ts';
import type { AirflowOptions } from './options.ts';
import { call, dictionary, type Expression, list, source, value } from './python/expression.ts';
import {
  CASE,
  ITEMS,
  MERGED,
  PARAMETERS_OF_EVENT,
  PARAMETERS_OF_RUN,
  POD_OF,
  POD_OPERATOR,
  RESULTS,
  SIDECAR,
  STEP,
  SWITCH,
} from './python/helpers.ts';
import { printAssignment, printBetween } from './python/print-expression.ts';

/** The functions of a DAG file, those that it has need of. Pure. */
export function helpersOf(features: Features, options: AirflowOptions): readonly string[] {
  const { hasParameters, hasPayloads, hasItems, hasCases, hasSwitches, hasPodChanges, hasRetries } = features;
  const image = options.sidecarImage === undefined ? '' : '                container.image = SIDECAR_IMAGE\n';
  const helpers = [
    `${SIDECAR}${image}`,
    hasRetries ? POD_OPERATOR : '',
    printAssignment('SETTINGS', settingsOf(options)),
    POD_OF,
    hasPodChanges ? MERGED : '',
    stepOf(features),
    hasItems || hasCases ? RESULTS : '',
    hasItems ? ITEMS : '',
    hasCases ? CASE : '',
    hasSwitches ? SWITCH : '',
    hasParameters ? (hasPayloads ? PARAMETERS_OF_EVENT : PARAMETERS_OF_RUN) : '',
  ];
  return helpers.filter((helper) => helper !== '').map((helper) => helper.trim());
}

/** The keywords that a step can be told, and the pod they make. */
function stepOf({ hasPodChanges, hasRetries }: Features): string {
  const names = [
    'over=None',
    'after=()',
    'image=BASE_IMAGE',
    'variables=None',
    'secrets=()',
    'resources=None',
    ...(hasPodChanges ? ['pod=None'] : []),
  ];
  const signature = printBetween('def ', call('step', ['step_id', '*', ...names, '**settings'].map(source)), ':');
  const pod = 'pod_of(step_id, image, variables or {}, secrets, resources or {})';
  const operator = hasRetries ? 'StepOperator' : 'KubernetesPodOperator';
  const body = STEP.replace('TEMPLATE', hasPodChanges ? `merged(${pod}, pod or {})` : pod).replaceAll('OPERATOR', operator);
  return `${signature}${body}`;
}

/** What all pods' operators are told. */
function settingsOf(options: AirflowOptions): Expression {
  const { connection, namespace, pool, deferrable, startupTimeout = STARTUP_SECONDS, onFinish } = options;
  const members: readonly (readonly [string, Expression | undefined])[] = [
    ['kubernetes_conn_id', connection === undefined ? undefined : value(connection)],
    ['namespace', namespace === undefined ? undefined : value(namespace)],
    ['pool', pool === undefined ? undefined : value(pool)],
    ['deferrable', deferrable === undefined ? undefined : value(deferrable)],
    ['startup_timeout_seconds', value(startupTimeout)],
    // A frozen environment is there in a second or two: Airflow's own 5 s would be most of a short task.
    ['startup_check_interval_seconds', value(1)],
    ['on_finish_action', onFinish === undefined ? undefined : value(onFinish)],
    ['log_pod_spec_on_failure', value(false)],
    ['callbacks', list([source('Sidecar')])],
    ['do_xcom_push', value(true)],
    ['retries', value(0)],
  ];
  return dictionary(members.flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const])));
}
