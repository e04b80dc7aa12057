import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readDockerfile, type Words } from './read-dockerfile.ts';

/** What an image is made of. */
export interface ImageInput {
  readonly dockerfile: string;
  /** The folder that `COPY` takes files from. */
  readonly context: string;
  /** The root file system of the base. */
  readonly base: string;
  /** As Docker names it: `amd64`. */
  readonly architecture: string;
}

/** How an image is run. */
export interface ImageConfig {
  readonly user: string;
  readonly directory: string;
  readonly volumes: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/**
 * Lays out the root file system of an image by the lines of its Dockerfile, as BuildKit would, into a folder that is not there
 * yet. Knows those instructions that need no program to run; any other throws. Needs root, for owners.
 */
export function layOutImage(input: ImageInput, root: string): ImageConfig {
  const stages = mkdtempSync(join(tmpdir(), 'frazil-stages-'));
  try {
    const lines = readDockerfile(input.dockerfile, { BASE: 'base', TARGETARCH: input.architecture });
    const folders = new Map<string, string>([['base', input.base]]);
    let stage: Stage = { folder: '', config: NONE };
    for (const line of lines) {
      if (line.name === 'FROM') stage = begin(line.words, folders, stages);
      else stage = { ...stage, config: { ...stage.config, ...apply(line, stage, { context: input.context, folders }) } };
    }
    cpSync(stage.folder, root, COPY);
    takeOwners(stage.folder, root);
    return stage.config;
  } finally {
    rmSync(stages, { recursive: true });
  }
}

const COPY = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true } as const;
const NONE: ImageConfig = { user: '', directory: '/', volumes: [], entrypoint: [], command: [] };

interface Stage {
  readonly folder: string;
  readonly config: ImageConfig;
}

function begin([from = '', , name = 'last']: readonly string[], folders: Map<string, string>, stages: string): Stage {
  const folder = join(stages, name);
  mkdirSync(folder);
  const source = folders.get(from);
  if (source !== undefined) {
    cpSync(source, folder, COPY);
    takeOwners(source, folder);
  } else if (from !== 'scratch') throw new Error(`there is no stage ${from}`);
  folders.set(name, folder);
  return { folder, config: NONE };
}

interface Sources {
  readonly context: string;
  readonly folders: ReadonlyMap<string, string>;
}

function apply({ name, words, flags }: Words, { folder }: Stage, { context, folders }: Sources): Partial<ImageConfig> {
  switch (name) {
    case 'COPY': {
      const [from = '', to = ''] = words;
      const source = flags.from === undefined ? context : (folders.get(flags.from) ?? '');
      // What has no owner of its own is root's.
      copy(join(source, from), join(folder, to), { mode: flags.chmod, owner: flags.chown ?? '0:0' });
      return {};
    }
    case 'WORKDIR':
      mkdirSync(join(folder, words[0] ?? ''), { recursive: true });
      return { directory: words[0] ?? '' };
    case 'USER':
      return { user: words[0] ?? '' };
    case 'VOLUME':
      return { volumes: words };
    case 'ENTRYPOINT':
      return { entrypoint: words };
    case 'CMD':
      return { command: words };
    default:
      throw new Error(`${name} can't be done without Docker`);
  }
}

interface Marks {
  readonly mode: string | undefined;
  readonly owner: string;
}

/** Copies a file, or what is in a folder; folders that are there stay as they are. */
function copy(from: string, to: string, marks: Marks): void {
  const { mode, owner } = marks;
  if (lstatSync(from).isDirectory()) {
    if (!existsSync(to)) {
      mkdirSync(to, { recursive: true });
      mark(to, marks);
    }
    for (const name of readdirSync(from)) copy(join(from, name), join(to, name), { mode, owner });
  } else {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
    mark(to, marks);
  }
}

function mark(path: string, { mode, owner }: Marks): void {
  const [user, group] = owner.split(':').map(Number);
  chownSync(path, user ?? 0, group ?? 0);
  if (mode !== undefined) chmodSync(path, Number.parseInt(mode, 8));
}

function takeOwners(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { uid, gid } = lstatSync(path);
    if (!entry.isSymbolicLink()) chownSync(path.replace(from, to), uid, gid);
  }
}
