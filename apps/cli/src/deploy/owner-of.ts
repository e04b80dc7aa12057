import type { Plan } from '@frazil/core';

/** Whose a deployment is: `Flow`, or `project.branch.Flow`. What has the same owner may be replaced. Pure. */
export function ownerOf({ flow, project }: Plan): string {
  return [project?.name, project?.branch, flow].filter((part) => part !== undefined).join('.');
}
