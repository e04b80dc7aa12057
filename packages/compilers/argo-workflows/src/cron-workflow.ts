import type { CompileInput } from '@frazil/core';
import { argoErrors } from './errors.ts';
import type { Manifest } from './manifest.ts';
import type { ArgoOptions } from './options.ts';
import { isDemanded } from './parameters.ts';

/** The CronWorkflow of a plan with a `@schedule`; undefined without. Pure. Throws for a parameter that a schedule can't give. */
export function cronWorkflow({ plan, options }: CompileInput<ArgoOptions>, metadata: Manifest['metadata']): Manifest | undefined {
  const { schedule } = plan;
  if (schedule === undefined) return undefined;
  const demanded = plan.parameters.find(isDemanded);
  if (demanded) {
    const location = { file: plan.file, line: demanded.line };
    throw argoErrors.create('argo.required-parameter', { parameter: demanded.name, by: '@schedule' }, { location });
  }
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'CronWorkflow',
    metadata,
    spec: {
      schedules: [schedule.cron],
      timezone: schedule.timezone ?? 'Etc/UTC',
      concurrencyPolicy: options.overlap ?? 'Allow',
      workflowSpec: { workflowTemplateRef: { name: metadata.name } },
    },
  };
}
