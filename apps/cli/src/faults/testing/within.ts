import { spawnSync } from 'node:child_process';

/** Whether this machine allows it. */
export const canMount = process.platform === 'linux' && spawnSync('unshare', ['--map-root-user', '--mount', '--net', 'true']).status === 0;

/**
 * Words that run a command in mounts of its own, by a line of shell that knows: `far FOLDER` puts a folder with all that is in
 * it on a disk of its own, `room FOLDER KB` leaves so much room there, `lock FOLDER` lets it only be read; "$@" is the command.
 */
export function within(line: string, variables: Readonly<Record<string, string>>): readonly string[] {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return ['unshare', '--map-root-user', '--mount', 'env', ...settings, 'sh', '-c', `${WORDS}\n${line}`, 'sh'];
}

const WORDS = `
far() {
  mkdir -p "$1.seed" && mount --bind "$1" "$1.seed" && mount -t tmpfs -o size=2g tmpfs "$1" && cp -a "$1.seed/." "$1" &&
    umount "$1.seed" && rmdir "$1.seed" && cd "$PWD"
}
room() {
  mount -o remount,size=$(( $(df -k --output=used "$1" | tail -1) + $2 ))k "$1"
}
lock() {
  mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$PWD"
}`;
