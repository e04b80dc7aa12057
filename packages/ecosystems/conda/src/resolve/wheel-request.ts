import type { EnvironmentRequest } from '@frazil/core';

/** What a request of conda asks of PyPI, as a request of its own; undefined when that is nothing. Pure. */
export function wheelRequest({ python, pypi, excludeNewer }: EnvironmentRequest): EnvironmentRequest | undefined {
  if (pypi === undefined || Object.keys(pypi).length === 0) return undefined;
  return { ecosystem: 'pypi', python, packages: pypi, ...(excludeNewer !== undefined && { excludeNewer }) };
}
