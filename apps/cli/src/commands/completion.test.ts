import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';

let command: BuiltCommand;
let script: string;
beforeAll(async () => {
  command = await buildCommand();
  script = (await command.run('completion bash')).stdout;
});
afterAll(() => command.remove());

/** What bash offers behind these words. */
function offered(...words: readonly string[]): readonly string[] {
  const typed = ['frazil', 'flow.py', ...words, ''].map((word) => `'${word}'`);
  const asking = `COMP_WORDS=(${typed.join(' ')}); COMP_CWORD=${typed.length - 1}; _frazil; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', `complete() { :; }\n${script}\n${asking}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

test('behind a group come its commands, behind a command its own options', () => {
  expect(offered()).toEqual(expect.arrayContaining(['run', 'card', 'step-functions', '--environment']));
  expect(offered('card')).toEqual(expect.arrayContaining(['view', 'get', 'list', 'server']));
  expect(offered('card')).not.toContain('--port');
  expect(offered('card', 'server')).toContain('--port');
  expect(offered('card', 'get')).not.toContain('--port');
  expect(offered('card', 'get')).not.toContain('list');
  expect(offered('step-functions', 'state-machine')).toContain('status');
});

test('words that are no commands are passed by', () => {
  expect(offered('--environment', 'pypi', 'airflow', 'create')).toContain('--worker-pool');
  expect(offered('run', 'create')).toContain('--max-workers');
});
