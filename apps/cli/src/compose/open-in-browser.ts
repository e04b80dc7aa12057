import { spawn } from 'node:child_process';

/** Opens a file in the user's browser, if this machine has a way to; nothing happens otherwise. */
export async function openInBrowser(path: string): Promise<void> {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [path], { stdio: 'ignore', detached: true });
  await new Promise<void>((resolve) => child.once('spawn', resolve).once('error', () => resolve()));
  child.unref();
}
