import { type Context, isFrazilError } from '@frazil/core';
import { pypiErrors } from '../errors.ts';
import { evaluateMarker } from '../standards/marker.ts';
import { markerEnvironment } from '../standards/target.ts';
import { type Annotation, parseAnnotations } from './annotations.ts';
import { chooseWheel } from './choose-wheel.ts';
import { type CompileInput, compile, compileExempting } from './compile.ts';
import { explainFailure } from './explain-failure.ts';
import { type OfferedPackage, parsePylock } from './pylock.ts';

/** A package on one platform. */
export interface PlatformPackage {
  readonly name: string;
  readonly version: string;
  readonly isDirect: boolean;
  readonly file: string;
  readonly url: string;
  readonly sha256: string;
  readonly size: number | undefined;
  readonly uploaded: string | undefined;
  readonly annotation: Annotation | undefined;
}

/** What one platform resolves to. */
export interface PlatformResolution {
  readonly packages: readonly PlatformPackage[];
  /** Packages that the wanted date could not be applied to. */
  readonly exempt: ReadonlySet<string>;
}

const EDGES = ['--format', 'requirements.txt', '--annotation-style', 'line', '--emit-index-annotation'];

/** Resolves requirements for one platform: all packages, the wheel of each, and who asks for it. Network. */
export async function resolvePlatform(input: CompileInput, context: Context): Promise<PlatformResolution> {
  try {
    const { output, exempt } = await compileExempting(input, ['--format', 'pylock.toml'], context);
    const annotations = parseAnnotations(await compileEdges({ ...input, exempt }, context));
    const environment = markerEnvironment(input.platform, input.python);
    const used = parsePylock(output).filter(({ marker }) => marker === undefined || evaluateMarker(marker, environment));
    return { packages: used.map((offered) => platformPackage(offered, annotations, input)), exempt };
  } catch (error) {
    throw await explainFailure(error, input, context);
  }
}

/** A pylock has no edges. Asked again at once, uv answers from its cache, in 20 ms, unless the index forbids to keep pages. */
async function compileEdges(input: CompileInput, context: Context): Promise<string> {
  try {
    return await compile(input, { options: [...EDGES, '--offline'] }, context);
  } catch (error) {
    if (!isFrazilError(error) || error.code !== 'uv.failed') throw error;
    return await compile(input, { options: EDGES }, context);
  }
}

function platformPackage(offered: OfferedPackage, annotations: ReadonlyMap<string, Annotation>, input: CompileInput): PlatformPackage {
  const { name, version, wheels, isDirect } = offered;
  if (version === undefined || wheels.length === 0) throw pypiErrors.create('pypi.needs-build', { package: name });
  const wheel = chooseWheel(wheels, input.python, input.platform);
  if (wheel?.sha256 === undefined) {
    const existing = wheels.map(({ file }) => file);
    throw pypiErrors.create('pypi.no-wheel', { package: name, version, platform: input.platform, python: input.python, existing });
  }
  return { ...wheel, sha256: wheel.sha256, name, version, isDirect, annotation: annotations.get(name) };
}
