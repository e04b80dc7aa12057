import { runPython } from '@frazil/python-sdk';
import { errors } from './errors.ts';

const PROGRAM = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)';
const OLDEST = { major: 3, minor: 8 };

/**
 * The absolute path of the machine's own Python: that of FRAZIL_PYTHON, else `python3` or `python` of the PATH, behind whatever
 * shim it has. Starts it; throws `python.not-found` and `python.too-old`.
 */
export async function findHostPython(variables: Readonly<Record<string, string | undefined>>): Promise<string> {
  const named = variables.FRAZIL_PYTHON;
  const candidates = named ? [named] : ['python3', 'python'];
  let tooOld: { python: string; version: string } | undefined;
  for (const candidate of candidates) {
    const found = await ask(candidate);
    if (found === undefined) continue;
    if (isSupported(found.version)) return found.python;
    tooOld ??= found;
  }
  if (tooOld !== undefined) throw errors.create('python.too-old', tooOld);
  throw errors.create('python.not-found', { tried: candidates });
}

async function ask(candidate: string): Promise<{ python: string; version: string } | undefined> {
  try {
    const { output } = await runPython(candidate, ['-E', '-s', '-S', '-c', PROGRAM]);
    const [version, python] = output.split(/\r?\n/);
    return version && python ? { python, version } : undefined;
  } catch {
    return undefined;
  }
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === OLDEST.major && minor >= OLDEST.minor;
}
