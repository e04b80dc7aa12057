import { createHash } from 'node:crypto';
import { writeZip, type ZipMember } from './write-zip.ts';

/** What a wheel to build is. */
export interface WheelInput {
  readonly name: string;
  readonly version: string;
  /** Python, ABI and platform tags; `py3-none-any` when undefined. */
  readonly tag?: string;
  /** Requires-Dist lines. */
  readonly requires?: readonly string[];
  /** Extras that the requirements' markers speak of. */
  readonly extras?: readonly string[];
  /** Requires-Python. */
  readonly requiresPython?: string;
  /** Files by path; one module named as the package when undefined. */
  readonly files?: Readonly<Record<string, string>>;
  /** More files of the .dist-info directory by name: `entry_points.txt`, `top_level.txt`. */
  readonly information?: Readonly<Record<string, string>>;
  /** When the index says that it was uploaded, ISO 8601. */
  readonly uploaded?: string;
}

/** A wheel, with what an index says of it. */
export interface BuiltWheel {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly content: Buffer;
  readonly sha256: string;
  readonly metadata: string;
  readonly requiresPython: string | undefined;
  readonly uploaded: string;
}

/** A small real wheel, RECORD included; equal inputs give equal bytes. Pure. */
export function buildWheel(input: WheelInput): BuiltWheel {
  const { name, version, tag = 'py3-none-any', uploaded = '2020-01-01T00:00:00Z' } = input;
  const stem = `${name.replace(/[-_.]+/g, '_').toLowerCase()}-${version}`;
  const metadata = metadataOf(input);
  const members = membersOf(input, stem, metadata);
  const content = writeZip([...members, { path: `${stem}.dist-info/RECORD`, content: recordOf(members, stem) }]);
  return {
    name,
    version,
    file: `${stem}-${tag}.whl`,
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
    metadata,
    requiresPython: input.requiresPython,
    uploaded,
  };
}

function metadataOf({ name, version, requires = [], extras = [], requiresPython }: WheelInput): string {
  return [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
    ...extras.map((extra) => `Provides-Extra: ${extra}`),
    ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
    '',
  ].join('\n');
}

function membersOf(input: WheelInput, stem: string, metadata: string): ZipMember[] {
  const { name, version, tag = 'py3-none-any' } = input;
  const files = input.files ?? { [`${name.replace(/[-_.]+/g, '_').toLowerCase()}.py`]: `__version__ = '${version}'\n` };
  const isPure = tag.endsWith('-none-any');
  const wheel = `Wheel-Version: 1.0\nGenerator: testkit\nRoot-Is-Purelib: ${isPure}\nTag: ${tag}\n`;
  const information = { METADATA: metadata, WHEEL: wheel, ...input.information };
  return [
    ...Object.entries(files).map(([path, content]) => ({ path, content })),
    ...Object.entries(information).map(([file, content]) => ({ path: `${stem}.dist-info/${file}`, content })),
  ];
}

function recordOf(members: readonly ZipMember[], stem: string): string {
  const lines = members.map(({ path, content }) => {
    const hash = createHash('sha256').update(content).digest('base64url');
    return `${path},sha256=${hash},${Buffer.byteLength(content)}`;
  });
  return [...lines, `${stem}.dist-info/RECORD,,`, ''].join('\n');
}
