import type { EntryPoint } from './entry-points.ts';

/**
 * What makes a script find the interpreter beside it, wherever it was moved to and through whatever links it is called: to the
 * shell a few commands, to Python a string. A shebang can't have relative paths, or spaces in them; `realpath` is not everywhere.
 */
const HEADER = `''':'
frazil_script=$0
case $frazil_script in */*) ;; *) frazil_script=./$frazil_script ;; esac
while [ -L "$frazil_script" ]; do
  frazil_link=$(readlink -- "$frazil_script") || exit 127
  case $frazil_link in /*) frazil_script=$frazil_link ;; *) frazil_script=\${frazil_script%/*}/$frazil_link ;; esac
done
exec "\${frazil_script%/*}/python3" "$0" "$@"
'''`;

/** The script of a command. Pure. */
export function commandScript({ module, attribute }: EntryPoint): string {
  const imported = attribute.split('.', 1)[0];
  return `#!/bin/sh
${HEADER}
import sys

from ${module} import ${imported}

if __name__ == '__main__':
    sys.exit(${attribute}())
`;
}

const PYTHON_SHEBANG = /^#!python[^\n]*\n?/;
const LEADING_COMMENTS = /^(?:[ \t\f]*(?:#[^\n]*)?\r?\n)*/;
const STRING = /^[rRuU]?['"]/;

/**
 * A wheel's script with `#!python` made to run with the interpreter beside it; other scripts unchanged. Comments stay above, for
 * they may name an encoding, and a docstring stays one statement with the header, else no `__future__` import could follow it. Pure.
 */
export function relocatableScript(content: Uint8Array): Uint8Array {
  const script = Buffer.from(content).toString('latin1');
  const shebang = PYTHON_SHEBANG.exec(script)?.[0];
  if (shebang === undefined) return content;
  const body = script.slice(shebang.length);
  const comments = LEADING_COMMENTS.exec(body)?.[0] ?? '';
  const rest = body.slice(comments.length);
  const joint = STRING.test(rest) ? ' \\\n' : '\n';
  return Buffer.from(`#!/bin/sh\n${comments}${HEADER}${joint}${rest}`, 'latin1');
}
