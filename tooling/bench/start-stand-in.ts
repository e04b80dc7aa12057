import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./stand-in-s3.py', import.meta.url));

/**
 * Starts an S3 server with the bucket `frazil` and gives its address. It takes every signature, and ends with this process.
 */
export async function startStandIn(python: string): Promise<string> {
  const child = spawn(python, [PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
  process.once('exit', () => child.kill());
  const lines = createInterface({ input: child.stdout });
  const [endpoint] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [])]);
  if (typeof endpoint !== 'string') throw new Error('The S3 server of the bench did not start.');
  lines.close();
  child.stdout.destroy();
  child.unref();
  return endpoint;
}
