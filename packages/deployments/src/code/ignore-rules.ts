/** Says of paths whether they are ignored. */
export interface IgnoreRules {
  /** Whether a rule names this very path (relative, with `/`); whatever is in an ignored folder is ignored as well. Pure. */
  ignores(path: string, isFolder: boolean): boolean;
}

/** Reads rules written as in a `.gitignore`; the last one that fits a path decides, and `!` takes it back in. Pure. */
export function parseIgnoreRules(text: string): IgnoreRules {
  const rules = text.split(/\r?\n/).flatMap((line) => parseRule(line) ?? []);
  return {
    ignores: (path, isFolder) => {
      const rule = rules.findLast(({ pattern, foldersOnly }) => (isFolder || !foldersOnly) && pattern.test(path));
      return rule !== undefined && !rule.isNegated;
    },
  };
}

interface Rule {
  readonly pattern: RegExp;
  readonly foldersOnly: boolean;
  readonly isNegated: boolean;
}

function parseRule(line: string): Rule | undefined {
  // White space at the end counts only behind a backslash.
  const trimmed = line.replace(/(?<=(?:^|[^\\])(?:\\\\)*)[ \t]+$/, '');
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const isNegated = trimmed.startsWith('!');
  const glob = isNegated ? trimmed.slice(1) : trimmed;
  const foldersOnly = glob.endsWith('/');
  const path = foldersOnly ? glob.slice(0, -1) : glob;
  const source = sourceOf(path);
  if (path === '' || source === undefined) return undefined;
  return { pattern: new RegExp(`^${source}$`, 's'), foldersOnly, isNegated };
}

/** A rule with a slash in it counts from the folder of the rules; one without, anywhere below. */
function sourceOf(path: string): string | undefined {
  const isAnchored = path.includes('/');
  const parts = path.replace(/^\//, '').split('/');
  let source = isAnchored ? '' : '(?:.*/)?';
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (part === '**') source += isLast ? '.+' : '(?:.*/)?';
    else {
      const name = sourceOfName(part);
      if (name === undefined) return undefined;
      source += isLast ? name : `${name}/`;
    }
  }
  return source;
}

const TOKEN = /\\(.)|\*+|\?|\[(!|\^)?(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]|([\s\S])/gu;

function sourceOfName(name: string): string | undefined {
  let source = '';
  for (const [token, escaped, negation, members, plain] of name.matchAll(TOKEN)) {
    if (token === '\\' || token === '[') return undefined;
    if (escaped !== undefined) source += quote(escaped);
    else if (token.startsWith('*')) source += '[^/]*';
    else if (token === '?') source += '[^/]';
    else if (members !== undefined) source += `(?!/)[${negation === undefined ? '' : '^'}${classOf(members)}]`;
    else source += quote(plain ?? '');
  }
  return source;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
};

function classOf(members: string): string {
  return members.replaceAll(/\\(.)|\[:(\w+):\]|([[\]^\\])/g, (_, escaped?: string, named?: string, special?: string) => {
    if (named !== undefined) return CLASSES[named] ?? '';
    return `\\${escaped ?? special}`;
  });
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
