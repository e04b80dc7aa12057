import type { EnvironmentRequest } from '../environment/request.ts';

/**
 * Why what was locked for one request doesn't answer another, as far as the requests alone say; undefined when they ask for the same.
 * `linesOf` says a request's packages one by one, the way its ecosystem tells them apart. Pure.
 */
export function changeOfRequest(
  before: EnvironmentRequest,
  after: EnvironmentRequest,
  linesOf: (request: EnvironmentRequest) => ReadonlySet<string>,
): string | undefined {
  if (before.ecosystem !== after.ecosystem) return `it is for ${before.ecosystem}, and ${after.ecosystem} is asked for`;
  if (before.python !== after.python) return `it is for Python ${before.python}, and ${after.python} is asked for`;
  if (before.excludeNewer !== after.excludeNewer) {
    return `it is as of ${before.excludeNewer ?? 'no date'}, and ${after.excludeNewer ?? 'no date'} is asked for`;
  }
  if (String(before.channels) !== String(after.channels)) return 'it is of other channels than those that are asked for';
  const [old, wanted] = [linesOf(before), linesOf(after)];
  const added = [...wanted].find((line) => !old.has(line));
  if (added !== undefined) return `${added} is asked for, and was not when it was made`;
  const removed = [...old].find((line) => !wanted.has(line));
  return removed === undefined ? undefined : `${removed} is not asked for any more`;
}
