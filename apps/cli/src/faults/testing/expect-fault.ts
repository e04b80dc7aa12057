import assert from 'node:assert/strict';
import type { Outcome } from '../../testing/command.ts';
import { leftovers } from './leftovers.ts';
import type { Scene } from './stage.ts';

/** Throws unless a command ended as a known failure does: one error, a way out, no stack, nothing in work left. */
export async function expectFault(scene: Scene, outcome: Outcome, says: readonly (string | RegExp)[], exitCode = 1): Promise<void> {
  const { stderr } = outcome;
  assert.equal(outcome.exitCode, exitCode, `it ended with ${outcome.exitCode}: ${stderr}`);
  assert.equal(stderr.match(/^error: /gm)?.length, 1, `not one error: ${stderr}`);
  if (exitCode === 1) assert.match(stderr, /^ {2}hint: \S/m);
  for (const text of says) assert.match(stderr, new RegExp(text, 'm'));
  expectNoStack(stderr);
  assert.deepEqual(await leftovers(scene), []);
}

/** Throws unless a command did what it is for, and left nothing in work. */
export async function expectDone(scene: Scene, outcome: Outcome): Promise<void> {
  assert.equal(outcome.exitCode, 0, `it failed: ${outcome.stdout}\n${outcome.stderr}`);
  assert.deepEqual(await leftovers(scene), []);
}

/** Throws when there is a stack of ours in an output, of JavaScript or Python. */
function expectNoStack(output: string): void {
  assert.doesNotMatch(output, /^ {4}at \S/m);
  assert.doesNotMatch(output, /site-packages\/frazil|python-sdk|_task\.py|_introspect/);
}
