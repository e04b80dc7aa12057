import type { TaskNode } from './plan.ts';

/** The variables of a step's container on an engine: its own, and where the folder in memory is that it finds as `current.tempdir`. Pure. */
export function containerVariables({ variables, resources }: TaskNode): Readonly<Record<string, string>> {
  return { ...(resources.tmpfs?.isTempdir && { METAFLOW_TEMPDIR: resources.tmpfs.path }), ...variables };
}
