import type { Compiler } from '@frazil/core';
import { stringify } from 'yaml';
import { checkPlan } from './check-plan.ts';
import { cronWorkflow } from './cron-workflow.ts';
import type { Manifest } from './manifest.ts';
import { metadataOf } from './metadata.ts';
import type { ArgoOptions } from './options.ts';
import { sensor } from './sensor.ts';
import { workflowTemplate } from './workflow-template.ts';

/**
 * Compiles plans to one file for Argo Workflows: a WorkflowTemplate, a CronWorkflow for its schedule and a Sensor for its triggers.
 * JSON of several is a List, as kubectl takes it.
 */
export const compileArgo: Compiler<ArgoOptions> = {
  name: 'argo-workflows',
  compile: (input) => {
    checkPlan(input.plan);
    const metadata = metadataOf(input);
    const others = [cronWorkflow(input, metadata), sensor(input, metadata)].filter((each) => each !== undefined);
    const manifests = [workflowTemplate(input, metadata), ...others];
    const { format } = input.options;
    return [{ name: `${metadata.name}.${format}`, text: format === 'json' ? jsonOf(manifests) : yamlOf(manifests) }];
  },
};

function jsonOf(manifests: readonly Manifest[]): string {
  const [only, ...more] = manifests;
  return `${JSON.stringify(more.length === 0 ? only : { apiVersion: 'v1', kind: 'List', items: manifests })}\n`;
}

/** Argo reads YAML 1.1, in which `n`, `y` and `on` are no texts: they are quoted. */
function yamlOf(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => stringify(manifest, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 })).join('---\n');
}
