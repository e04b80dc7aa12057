/** The command that does the same, but for being killed when this process dies, however it dies: the kernel sees to that, on Linux. Pure. */
export function dyingWithUs(path: string, args: readonly string[]): readonly [string, readonly string[]] {
  if (process.platform !== 'linux') return [path, args];
  return ['setpriv', ['--pdeathsig', 'KILL', '--', path, ...args]];
}
