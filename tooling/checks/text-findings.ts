/** A text that must not be in the repository, and why. */
interface Forbidden {
  readonly pattern: RegExp;
  readonly reason: string;
}

// Written in pieces: this file is checked as well.
const HOSTS = [
  'py' + 'pi\\.org',
  'python' + 'hosted\\.org',
  'npm' + 'js\\.(?:org|com)',
  'ana' + 'conda\\.(?:org|com)',
  'yarn' + 'pkg\\.com',
];

const ALWAYS: readonly Forbidden[] = [
  { pattern: new RegExp(HOSTS.join('|'), 'i'), reason: "names a registry's host; the tools' own settings decide" },
  { pattern: /"resolved": "https?:/, reason: 'a lock names files by hash, never by address' },
];

/**
 * The lines of a text that tie the repository to one registry or one machine, as `file:line: reason`. Pure.
 */
export function textFindings(file: string, text: string, folders: readonly string[]): readonly string[] {
  const own = folders.map((folder) => ({ pattern: pathPattern(folder), reason: `names ${folder}, a folder of this machine` }));
  const forbidden = [...ALWAYS, ...own];
  return text.split('\n').flatMap((line, index) => {
    const found = forbidden.find(({ pattern }) => pattern.test(line));
    return found === undefined ? [] : [`${file}:${index + 1}: ${found.reason}`];
  });
}

function pathPattern(folder: string): RegExp {
  return new RegExp(`(?<![\\w.])${RegExp.escape(folder)}(?![\\w.-])`);
}
