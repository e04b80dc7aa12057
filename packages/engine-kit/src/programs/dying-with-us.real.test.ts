import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { whyNoPods } from '../pods/why-no-pods.ts';

const START_ENGINES = fileURLToPath(new URL('../testing/start-engines.ts', import.meta.url));

/** The processes below one, by id and command. */
function below(id: number): ReadonlyMap<number, string> {
  const ids = readdirSync(`/proc/${id}/task`).flatMap((thread) => {
    return readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  });
  return new Map(ids.flatMap((child) => [[child, commandOf(child)] as const, ...below(child)]));
}

/** Empty when there is no such process any more. */
function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

test('nothing of any engine is left when the process that started it is killed', { timeout: 180_000 }, async ({ skip }) => {
  const reason = await whyNoPods();
  skip(reason !== undefined, reason);
  const temporary = await mkdtemp(join(tmpdir(), 'frazil-killed-'));
  const child = spawn(process.execPath, ['--conditions=@frazil/source', START_ENGINES], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const marks = ['pod', '2.11', '3.3'].map((name) => join(temporary, `${name}-runs`));
  try {
    while (!marks.every((path) => existsSync(path))) {
      if (child.exitCode !== null) throw new Error(`the engines ended with ${child.exitCode}`);
      await setTimeout(100);
    }
    const processes = below(child.pid ?? 0);
    const commands = [...processes.values()].join('\n');
    for (const one of ['versitygw', 'relay.mjs', 'sleep 602', 'start_localstack.py', 'sleeps-2.11.py', 'sleeps-3.3.py']) {
      expect(commands).toContain(one);
    }
    child.kill('SIGKILL');
    const left = () => [...processes].filter(([id, command]) => command !== '' && commandOf(id) === command);
    for (const deadline = Date.now() + 10_000; left().length > 0 && Date.now() < deadline; ) await setTimeout(50);
    expect(left()).toEqual([]);
  } finally {
    child.kill('SIGKILL');
    await rm(temporary, { recursive: true });
  }
});
