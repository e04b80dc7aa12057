import type { State } from './asl.ts';
import type { Lowering } from './lowering.ts';
import { escaped, formatted, type Path, RUN } from './place.ts';

/** The object in S3 in which a task says what the state machine must know of it. Pure. */
export function documentOf({ bucket, prefix, plan }: Lowering, id: string, path: Path, suffix: string): State {
  const folder = escaped(`${prefix}engine/${plan.flow}/`);
  const key =
    'text' in path
      ? formatted(`${folder}sfn-{}/${id}/${path.text}${suffix}`, RUN)
      : formatted(`${folder}sfn-{}/${id}/{}${suffix}`, RUN, path.reference);
  return { Bucket: bucket, 'Key.$': key };
}

/** Where the document of the task before is, in the state of what follows it. */
export const DOCUMENT = '$.s.d';

/** The state that reads the document of a task. */
export function readDocument(lowering: Lowering, id: string, path: Path, next: string): State {
  return {
    Type: 'Task',
    Resource: `arn:${lowering.partition}:states:::aws-sdk:s3:getObject`,
    Parameters: documentOf(lowering, id, path, '.json'),
    ResultSelector: { 'd.$': 'States.StringToJson($.Body)' },
    ResultPath: '$.s',
    Retry: [{ ErrorEquals: ['States.TaskFailed'], ...SERVICE_RETRY }],
    Next: next,
  };
}

/** How requests to services are tried again: they have limits, and bad moments. */
export const SERVICE_RETRY = { IntervalSeconds: 2, MaxAttempts: 10, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL' };
