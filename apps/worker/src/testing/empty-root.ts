import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layOutImage } from './lay-out-image.ts';

/** A container's machine: the worker's image over a base of glibc's own libraries, and nothing else: no shell, no Python, no `/etc`. */
export interface EmptyRoot extends Disposable {
  /** The folder of the volume, which outlives containers. */
  readonly volume: string;
  /** Runs a program in a container: as the image's user, who has no name there, read-only but for the volume and `/tmp`. */
  run(command: readonly string[], options: ContainerOptions): Promise<ContainerResult>;
}

/** How a container is run. */
export interface ContainerOptions {
  readonly variables: Readonly<Record<string, string>>;
  /** Its user; the image's when absent. */
  readonly user?: string;
  /** Without a network, not even to this machine. */
  readonly isOffline?: boolean;
  /** The signal that the first process gets once it has written this. */
  readonly end?: { readonly after: string; readonly signal: NodeJS.Signals };
}

/** What a container did. */
export interface ContainerResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const LIBRARIES = ['libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'libutil.so.1', 'librt.so.1', 'libresolv.so.2'];
const HERE = fileURLToPath(new URL('../..', import.meta.url));

/** Makes such a machine. Needs root. `size` limits the volume, whose owner is that of the image's folder, as on ECS. */
export function makeEmptyRoot(worker: string, size = '2g'): EmptyRoot {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-root-'));
  const [root, volume] = [join(folder, 'root'), join(folder, 'volume')];
  const [base, context] = [join(folder, 'base'), join(folder, 'context')];
  copyLibraries(base);
  for (const name of ['proc', 'dev']) mkdirSync(join(base, name));
  for (const platform of ['linux-x86_64', 'linux-aarch64']) cpSync(worker, join(context, 'dist', platform, 'frazil-worker'));
  const dockerfile = readFileSync(join(HERE, 'Dockerfile'), 'utf8');
  const image = layOutImage({ dockerfile, context, base, architecture: 'amd64' }, root);
  mkdirSync(volume);
  const { mode, uid, gid } = statSync(join(root, 'frazil'));
  const options = `size=${size},mode=${(mode & 0o7777).toString(8)},uid=${uid},gid=${gid}`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', volume]);
  return {
    volume,
    run: (command, given) => runContainer({ root, volume, user: image.user }, command, given),
    [Symbol.dispose]: () => {
      execFileSync('umount', [volume]);
      rmSync(folder, { recursive: true });
    },
  };
}

function copyLibraries(root: string): void {
  const loaded = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const loader = '/lib64/ld-linux-x86-64.so.2';
  const paths = LIBRARIES.map((name) => new RegExp(`^\\s*${name.replaceAll('.', '\\.')} .*x86-64.* => (\\S+)$`, 'm').exec(loaded)?.[1]);
  for (const path of [loader, ...paths.flatMap((each) => each ?? [])]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(realpathSync(path), join(root, path));
  }
}

interface Machine {
  readonly root: string;
  readonly volume: string;
  readonly user: string;
}

const SCRIPT = `set -e
root=$1; volume=$2; user=$3; shift 3
mount --bind "$root" "$root"
mount --bind "$volume" "$root/frazil"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero urandom random; do touch "$root/dev/$device"; mount --bind /dev/$device "$root/dev/$device"; done
mount -o remount,ro,bind "$root"
exec /usr/sbin/chroot --userspec="$user" "$root" "$@"`;

// What containers have when their image says nothing else.
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function runContainer({ root, volume, user }: Machine, command: readonly string[], options: ContainerOptions): Promise<ContainerResult> {
  const { variables, isOffline = false, end } = options;
  const as = options.user ?? user;
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', ...(isOffline ? ['--net'] : [])];
  const env = { ...variables, PATH };
  const child = spawn('unshare', [...namespaces, 'sh', '-c', SCRIPT, 'sh', root, volume, as, ...command], { env });
  let [stdout, stderr, isEnded] = ['', '', false];
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
    if (end === undefined || isEnded || !stdout.includes(end.after)) return;
    isEnded = true;
    killFirst(child.pid ?? 0, end.signal);
  });
  child.stderr.on('data', (bytes) => {
    stderr += bytes;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** Signals the first process of a container, the only child of its `unshare`. */
function killFirst(pid: number, signal: NodeJS.Signals): void {
  const children = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  for (const child of children) process.kill(Number(child), signal);
}
