import { compareVersions, isPrerelease, parseVersion, publicVersion, type Version } from './version.ts';

/** One condition on a version: `>=2.0`, `==1.4.*`. */
export interface Specifier {
  readonly operator: '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>' | '===';
  /** As written, without the operator. */
  readonly text: string;
  /** Whether it ended in `.*`. */
  readonly isPrefix: boolean;
  /** Undefined for `===`, which compares text. */
  readonly version: Version | undefined;
}

const PATTERN = /^(~=|===|==|!=|<=|>=|<|>)\s*([^\s,]+)$/;

/** Reads specifiers separated by commas; undefined when they aren't any. Empty text is no condition. Pure. */
export function parseSpecifiers(text: string): readonly Specifier[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const specifiers = parts.filter((part) => part !== '').map(parseSpecifier);
  return specifiers.every((specifier) => specifier !== undefined) ? specifiers : undefined;
}

/** Whether a version meets all specifiers, pre-releases included (PEP 440). Pure. */
export function meets(version: string, specifiers: readonly Specifier[]): boolean {
  return specifiers.every((specifier) => meetsOne(version, specifier));
}

function parseSpecifier(part: string): Specifier | undefined {
  const match = PATTERN.exec(part);
  const [operator, text] = [operatorOf(match?.[1]), match?.[2]];
  if (operator === undefined || text === undefined) return undefined;
  if (operator === '===') return { operator, text, isPrefix: false, version: undefined };
  const isPrefix = text.endsWith('.*');
  const version = parseVersion(isPrefix ? text.slice(0, -2) : text);
  if (version === undefined || (isPrefix && !isPlain(version, operator))) return undefined;
  if (operator === '~=' && version.release.length < 2) return undefined;
  if (version.local.length > 0 && operator !== '==' && operator !== '!=') return undefined;
  return { operator, text, isPrefix, version };
}

function operatorOf(text: string | undefined): Specifier['operator'] | undefined {
  const operators = ['~=', '==', '!=', '<=', '>=', '<', '>', '==='] as const;
  return operators.find((operator) => operator === text);
}

function isPlain({ pre, post, dev, local }: Version, operator: string): boolean {
  return (operator === '==' || operator === '!=') && dev === undefined && local.length === 0 && pre === undefined && post === undefined;
}

function meetsOne(text: string, { operator, version: wanted, isPrefix, text: wantedText }: Specifier): boolean {
  const version = parseVersion(text);
  if (wanted === undefined) return text.trim().toLowerCase() === wantedText.toLowerCase();
  if (version === undefined) return false;
  switch (operator) {
    case '==':
      return isEqual(version, wanted, isPrefix);
    case '!=':
      return !isEqual(version, wanted, isPrefix);
    case '<=':
      return compareVersions(publicVersion(version), wanted) <= 0;
    case '>=':
      return compareVersions(publicVersion(version), wanted) >= 0;
    case '<':
      return compareVersions(version, wanted) < 0 && (isPrerelease(wanted) || !isPrerelease(version) || !isSameBase(version, wanted));
    case '>':
      return isAfter(version, wanted);
    default:
      return (
        compareVersions(publicVersion(version), wanted) >= 0 && hasPrefix(version, { ...wanted, release: wanted.release.slice(0, -1) })
      );
  }
}

function isEqual(version: Version, wanted: Version, isPrefix: boolean): boolean {
  if (isPrefix) return hasPrefix(version, wanted);
  return compareVersions(wanted.local.length === 0 ? publicVersion(version) : version, wanted) === 0;
}

/** `>1.0` takes neither `1.0.post1` nor `1.0+local`. */
function isAfter(version: Version, wanted: Version): boolean {
  if (compareVersions(version, wanted) <= 0) return false;
  if (!isSameBase(version, wanted)) return true;
  return (wanted.post !== undefined || version.post === undefined) && version.local.length === 0;
}

function hasPrefix(version: Version, { epoch, release }: Version): boolean {
  return version.epoch === epoch && release.every((part, index) => (version.release[index] ?? 0) === part);
}

function isSameBase(left: Version, right: Version): boolean {
  return left.epoch === right.epoch && compareVersions(baseOf(left), baseOf(right)) === 0;
}

function baseOf({ epoch, release }: Version): Version {
  return { epoch, release, pre: undefined, post: undefined, dev: undefined, local: [] };
}
