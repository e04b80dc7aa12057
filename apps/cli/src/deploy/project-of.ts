import type { Project } from '@frazil/core';
import { usernameOf } from '../compose/username.ts';
import type { Settings } from '../settings/settings.ts';
import { deployErrors } from './errors.ts';

/** Which branch of a project the command line means. */
export interface BranchOptions {
  readonly branch?: string | undefined;
  readonly production?: boolean | undefined;
}

/**
 * The project of a flow with the branch that is meant, named as in Metaflow: `prod` or `prod.BRANCH`, `test.BRANCH`, else
 * `user.NAME`. Options go before what `@project` says.
 */
export function projectOf(project: Project | undefined, { branch, production }: BranchOptions, settings: Settings): Project | undefined {
  if (project === undefined) {
    const option = production === true ? '--production' : '--branch';
    if (production === true || branch !== undefined) throw deployErrors.create('deploy.no-project', { option });
    return undefined;
  }
  const isProduction = production === true || project.production;
  const named = branch ?? project.branch;
  const prefix = isProduction ? 'prod' : 'test';
  if (named !== undefined) return { ...project, branch: `${prefix}.${named}`, production: isProduction };
  return { ...project, branch: isProduction ? 'prod' : `user.${usernameOf(settings.variables)}`, production: isProduction };
}
