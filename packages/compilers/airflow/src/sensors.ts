import { airflowErrors } from './errors.ts';
import { keyOf } from './names.ts';
import { call, type Expression, type Members, source, value } from './python/expression.ts';

/** What a run waits for before it begins. */
export interface Sensor {
  readonly operator: 'S3KeySensor' | 'ExternalTaskSensor';
  readonly expression: Expression;
}

/** The sensors of what a run has to wait for. Pure. Throws for what can't be waited for. */
export function sensorsOf(addresses: readonly string[], isDeferrable: boolean): readonly Sensor[] {
  return addresses.map((address) => {
    // A sensor that reschedules itself takes no worker's place while it waits.
    const common: Members = isDeferrable ? { deferrable: value(true) } : { mode: value('reschedule') };
    const [, scheme, rest = ''] = /^(s3|dag):\/\/([^/].*)$/.exec(address) ?? [];
    const id = value(keyOf(`wait-for-${address.replaceAll(/[^A-Za-z0-9_.-]+/g, '-')}`, 200));
    if (scheme === 's3' && /^[^/]+\/./.test(rest)) {
      return { operator: 'S3KeySensor', expression: call('S3KeySensor', [], { task_id: id, bucket_key: value(address), ...common }) };
    }
    const [dag, task, more] = rest.split('/');
    if (scheme !== 'dag' || !dag || task === '' || more !== undefined) throw airflowErrors.create('airflow.wait-for', { address });
    const which: Members = {
      task_id: id,
      external_dag_id: value(dag),
      external_task_id: task === undefined ? undefined : value(task),
      // Without it a run would wait for ever for one that failed.
      failed_states: source('["failed"]'),
    };
    return { operator: 'ExternalTaskSensor', expression: call('ExternalTaskSensor', [], { ...which, ...common }) };
  });
}
