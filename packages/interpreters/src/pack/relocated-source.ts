/**
 * The source of a module of the standard library, changed where it would name the folder that it was built for or look for
 * packages of the operating system; undefined when it stays as it is. Pure.
 */
export function relocatedSource(name: string, source: Buffer): Buffer | undefined {
  const edit = edits.find(({ pattern }) => pattern.test(name));
  if (edit === undefined) return undefined;
  const text = source.toString('utf8');
  const changed = edit.change(text);
  return changed === text ? undefined : Buffer.from(changed);
}

interface Edit {
  readonly pattern: RegExp;
  change(text: string): string;
}

const edits: readonly Edit[] = [
  { pattern: /^_sysconfigdata_.*\.py$/, change: relocateValues },
  { pattern: /^site\.py$/, change: withPlainSitePackages },
  { pattern: /^(sysconfig|sysconfig\/__init__)\.py$/, change: withPlainScheme },
];

const PLACEHOLDER = '/frazil-prefix';

function relocateValues(text: string): string {
  const prefix = /'prefix': '([^']+)'/.exec(text)?.[1];
  if (prefix === undefined) return text;
  // A prefix such as /usr begins paths that have nothing to do with Python: there, only whole values are replaced.
  const replaced = SHARED_PREFIXES.has(prefix) ? replaceOwnPaths(text, prefix) : text.replaceAll(prefix, PLACEHOLDER);
  return `${replaced.trimEnd()}

import sys as _sys
build_time_vars = {
    _name: _value.replace('${PLACEHOLDER}', _sys.base_prefix) if isinstance(_value, str) else _value
    for _name, _value in build_time_vars.items()
}
`;
}

const SHARED_PREFIXES = new Set(['/', '/usr', '/usr/local', '/opt']);
const OWN_PATHS =
  /'(prefix|exec_prefix|BINDIR|LIBDIR|SCRIPTDIR|LIBDEST|BINLIBDEST|DESTLIB|DESTDIRS|DESTSHARED|MACHDESTLIB|INCLUDEDIR|CONFINCLUDEDIR|INCLUDEPY|CONFINCLUDEPY|LIBPL|LIBPC|datarootdir|MANDIR)': '([^']*)'/g;

function replaceOwnPaths(text: string, prefix: string): string {
  return text.replace(OWN_PATHS, (whole, name: string, value: string) =>
    value === prefix || value.startsWith(`${prefix}/`) ? `'${name}': '${value.replaceAll(prefix, PLACEHOLDER)}'` : whole,
  );
}

// Debian's looks for packages of the operating system, and not where ours are.
function withPlainSitePackages(text: string): string {
  if (!text.includes('dist-packages') || !text.includes('\ndef addsitepackages(')) return text;
  const plain = `
def getsitepackages(prefixes=None):
    """The folders of packages: of this interpreter's own prefix and no other."""
    version = 'python%d.%d' % sys.version_info[:2]
    found = []
    for prefix in dict.fromkeys(PREFIXES if prefixes is None else prefixes):
        for libdir in dict.fromkeys((sys.platlibdir, 'lib')):
            if prefix:
                found.append(os.path.join(prefix, libdir, version, 'site-packages'))
    return found

def addsitepackages(`;
  return text.replace('\ndef addsitepackages(', () => plain);
}

function withPlainScheme(text: string): string {
  return text
    .replaceAll("_scheme = 'posix_local'", "_scheme = 'posix_prefix'")
    .replaceAll("'prefix': 'posix_local'", "'prefix': 'posix_prefix'");
}
