import { type Context, isFrazilError, type LockedFile, type LockedPackage } from '@frazil/core';
import { findPythons, type Uv } from '@frazil/uv';
import { pypiErrors } from '../errors.ts';
import { compile } from '../resolve/compile.ts';
import { parsePylock } from '../resolve/pylock.ts';
import { parseWheelName } from '../standards/wheel-name.ts';

/** Versions of Python that pure wheels are looked for with: most suit the first, the others are for packages that ended or begin there. */
const PYTHONS = ['3.11', '3.14', '3.8'];

/**
 * Asks the user's indexes, through uv, where exactly this file is; undefined when none serves it. Throws `pypi.wrong-digest` when
 * one serves another file under its name. For locks made on another machine. Network.
 */
export async function findUrl(locked: LockedPackage, file: LockedFile, uv: Uv, context: Context): Promise<string | undefined> {
  const [platform] = file.platforms;
  const [hostPython] = await findPythons(process.env);
  if (platform === undefined || hostPython === undefined) return undefined;
  const shared = { uv, hostPython, platform, requirements: [`${locked.name}==${locked.version}`], excludeNewer: undefined };
  const options = ['--no-deps', '--format', 'pylock.toml'];
  for (const python of pythonsOf(file.file)) {
    const output = await unlessUnsolved(compile({ ...shared, python, exempt: new Set() }, { options }, context));
    const wheels = parsePylock(output).flatMap((one) => one.wheels);
    const url = wheels.find(({ sha256 }) => sha256 === file.sha256)?.url;
    if (url !== undefined) return url;
    const other = wheels.find((wheel) => wheel.file === file.file)?.sha256;
    if (other !== undefined) throw pypiErrors.create('pypi.wrong-digest', { file: file.file, expected: file.sha256, actual: other });
  }
  return undefined;
}

function pythonsOf(file: string): readonly string[] {
  const minor = /^cp3(\d+)-/.exec(parseWheelName(file)?.tags[0] ?? '')?.[1];
  return minor === undefined ? PYTHONS : [`3.${minor}`];
}

/** uv exits with 1 when nothing answers the question, and with 2 when it could not ask. */
async function unlessUnsolved(output: Promise<string>): Promise<string> {
  try {
    return await output;
  } catch (error) {
    if (isFrazilError(error) && error.code === 'uv.failed' && error.details.exitCode === 1) return '';
    throw error;
  }
}
