import type { EnvironmentRequest } from '@frazil/core';
import { pypiErrors } from '../errors.ts';
import { parseRequirement, type Requirement } from '../standards/requirement.ts';

/** Reads the packages of a request, in order of name. Throws on what can't be read and on credentials. Pure. */
export function readRequest({ packages }: EnvironmentRequest): readonly Requirement[] {
  const requirements = Object.entries(packages).map(([name, value]) => {
    const requirement = parseRequirement(name, value);
    if (requirement === undefined) throw pypiErrors.create('pypi.bad-requirement', { package: name, value });
    return checked(requirement, value);
  });
  return requirements.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function checked(requirement: Requirement, value: string): Requirement {
  const { name, url } = requirement;
  if (url === undefined) return requirement;
  if (/^git\+|\.git(@|$)/.test(url)) throw pypiErrors.create('pypi.needs-build', { package: name });
  if (!URL.canParse(url)) throw pypiErrors.create('pypi.bad-requirement', { package: name, value });
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') throw pypiErrors.create('pypi.credentials-in-request', { package: name });
  return requirement;
}
