import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The root file system of a container that has glibc's own libraries, and nothing else: no shell, no Python, no `/etc`. */
export interface EmptyRoot extends Disposable {
  /** The folder of the volume, which outlives containers. */
  readonly volume: string;
  /** Runs a program in a container: as a user without a name, read-only but for the volume and `/tmp`. */
  run(command: readonly string[], options: ContainerOptions): Promise<ContainerResult>;
}

/** How a container is run. */
export interface ContainerOptions {
  readonly variables: Readonly<Record<string, string>>;
  /** Folders of this machine, each at the same path in the container. */
  readonly mounts?: readonly string[];
  /** Without a network, not even to this machine. */
  readonly isOffline?: boolean;
  /** Sees the pid of the container's first process. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** What a container did. */
export interface ContainerResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const LIBRARIES = ['libc.so.6', 'libm.so.6', 'libpthread.so.0', 'libdl.so.2', 'libutil.so.1', 'librt.so.1', 'libresolv.so.2'];

/** Makes such a root, with one program in it, `/frazil-worker`. Needs root. `size` limits the volume. */
export function makeEmptyRoot(worker: string, size = '2g'): EmptyRoot {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-root-'));
  const [root, volume] = [join(folder, 'root'), join(folder, 'volume')];
  copyLibraries(root);
  cpSync(worker, join(root, 'frazil-worker'));
  for (const name of ['proc', 'dev', 'tmp', 'frazil']) mkdirSync(join(root, name));
  mkdirSync(volume);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=777`, 'tmpfs', volume]);
  return {
    volume,
    run: (command, options) => runContainer({ root, volume }, command, options),
    [Symbol.dispose]: () => {
      execFileSync('umount', [volume]);
      rmSync(folder, { recursive: true });
    },
  };
}

function copyLibraries(root: string): void {
  const loaded = execFileSync('ldconfig', ['-p'], { encoding: 'utf8', env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' } });
  const loader = '/lib64/ld-linux-x86-64.so.2';
  const paths = LIBRARIES.map((name) => new RegExp(`^\\s*${name.replaceAll('.', '\\.')} .*x86-64.* => (\\S+)$`, 'm').exec(loaded)?.[1]);
  for (const path of [loader, ...paths.flatMap((each) => each ?? [])]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(realpathSync(path), join(root, path));
  }
}

interface Folders {
  readonly root: string;
  readonly volume: string;
}

const SCRIPT = `set -e
root=$1; volume=$2; mounts=$3; shift 3
mount --bind "$root" "$root"
mount --bind "$volume" "$root/frazil"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero urandom random; do touch "$root/dev/$device"; mount --bind /dev/$device "$root/dev/$device"; done
for each in $mounts; do mount --bind "$each" "$root$each"; done
mount -o remount,ro,bind "$root"
exec /usr/sbin/chroot --userspec=1000:1000 "$root" "$@"`;

function runContainer({ root, volume }: Folders, command: readonly string[], options: ContainerOptions): Promise<ContainerResult> {
  const { variables, mounts = [], isOffline = false, onStart } = options;
  for (const mount of mounts) mkdirSync(join(root, mount), { recursive: true });
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', ...(isOffline ? ['--net'] : [])];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', SCRIPT, 'sh', root, volume, mounts.join(' '), ...command], { env: variables });
  onStart?.((signal) => killFirst(child.pid ?? 0, signal));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
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
