import { type LockedEnvironment, type LockedFile, type LockedInterpreter, type LockedPackage, type Lockfile, sorted } from '@frazil/core';
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/**
 * The text of a lockfile, made to be read in a pull request: fixed order of members, one line per fact, platforms on one
 * line. Equal lockfiles print equal bytes. Pure.
 */
export function printLockfile(lockfile: Lockfile, flowFileName: string): string {
  const document = new Document(ordered(lockfile), { version: '1.1', aliasDuplicateObjects: false });
  document.commentBefore = ` The frozen dependencies of ${flowFileName}, written by frazil.\n Review changes to it like code; don't edit it by hand.`;
  visit(document, { Pair: (_, pair) => void (isFlowMember(pair.key) && toOneLine(pair.value)) });
  spaceOut(document.get('environments'));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const ONE_LINE = new Set(['steps', 'platforms', 'why', 'channels']);

function isFlowMember(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'string' && ONE_LINE.has(key.value);
}

function toOneLine(value: unknown): void {
  if (isSeq(value)) value.flow = true;
}

/** Empty lines between environments and between packages, so that a diff shows whole ones. */
function spaceOut(environments: unknown): void {
  if (!isMap(environments)) return;
  for (const [index, pair] of environments.items.entries()) {
    if (isScalar(pair.key)) pair.key.spaceBefore = index > 0;
    const packages = isMap(pair.value) ? pair.value.get('packages') : undefined;
    if (isSeq(packages)) for (const item of packages.items.slice(1)) if (isMap(item)) item.spaceBefore = true;
  }
}

function ordered(lockfile: Lockfile): object {
  const environments = Object.entries(lockfile.environments).sort(([a], [b]) => (a < b ? -1 : 1));
  return { version: lockfile.version, environments: Object.fromEntries(environments.map(([key, locked]) => [key, environment(locked)])) };
}

function environment({ steps, request, asOf, interpreters, packages }: LockedEnvironment): object {
  const { ecosystem, python, channels, packages: wanted, pypi, excludeNewer } = request;
  return {
    steps: [...steps].sort(),
    request: present({ ecosystem, python, channels, packages: sorted(wanted), pypi: pypi && sorted(pypi), excludeNewer }),
    ...(asOf && { asOf: { date: asOf.date, reason: asOf.reason } }),
    interpreters: interpreters.map(interpreter),
    packages: packages.map(lockedPackage),
  };
}

function interpreter({ version, provider, package: name, build, file, sha256, platforms }: LockedInterpreter): object {
  return present({ version, provider, package: name, build, file, sha256, platforms: [...platforms].sort() });
}

function lockedPackage({ name, version, index, channel, url, why, files }: LockedPackage): object {
  return present({ name, version, index, channel, url, why: [...why].sort(), files: files.map(lockedFile) });
}

function lockedFile({ file, subdir, build, sha256, size, uploaded, platforms }: LockedFile): object {
  return present({ file, subdir, build, sha256, size, uploaded, platforms: [...platforms].sort() });
}

function present(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
