import { defineErrors } from '@frazil/core';
import { expect, test } from 'vitest';
import { cliErrors } from '../errors.ts';
import { createRecorder } from '../testing/recorder.ts';
import { reportFailure } from './failure.ts';

const errors = defineErrors({
  'test.broken': { message: () => 'It broke.', hint: () => 'Mend it.' },
});

test('a known failure: what, where, what to do, exit code 1', () => {
  const terminal = createRecorder();
  const failure = errors.create('test.broken', {}, { location: { file: 'flow.py', line: 3 } });
  expect(reportFailure(failure, terminal)).toBe(1);
  expect(terminal.stderr).toEqual(['error: flow.py:3: It broke.\n  hint: Mend it.']);
});

test('every problem is listed', () => {
  const terminal = createRecorder();
  const problems = [errors.problem('test.broken', {}, { file: 'flow.py', line: 1 }), errors.problem('test.broken', {}, { file: 'b.py' })];
  expect(reportFailure(cliErrors.create('cli.flow-invalid', { file: 'flow.py' }, { problems }), terminal)).toBe(1);
  expect(terminal.stderr).toEqual(['error: flow.py:1: It broke.\n  hint: Mend it.', 'error: b.py: It broke.\n  hint: Mend it.']);
});

test('usage is 2, an interrupt 130, a bug 70 with its stack and a request to report it', () => {
  expect(reportFailure(cliErrors.create('cli.usage', { message: 'No.', hint: '' }), createRecorder())).toBe(2);
  expect(reportFailure(cliErrors.create('cli.interrupted', {}), createRecorder())).toBe(130);
  const terminal = createRecorder();
  expect(reportFailure(new TypeError('x is not a function', { cause: new Error('inner') }), terminal)).toBe(70);
  expect(terminal.stderr.join('\n')).toMatch(
    /This is a bug\.\nTypeError: x is not a function\n[\s\S]*caused by: Error: inner\n[\s\S]*Please report it/,
  );
});

test('stacks and causes on demand, JSON on demand', () => {
  const debug = createRecorder({ isDebug: true });
  reportFailure(errors.create('test.broken', {}, { cause: new Error('inner') }), debug);
  expect(debug.stderr.join('\n')).toContain('caused by: Error: inner');
  const json = createRecorder({ isJson: true });
  reportFailure(errors.create('test.broken', {}), json);
  reportFailure(new Error('bug'), json);
  expect(json.stdout[0]).toBe('{"kind":"error","code":"test.broken","message":"It broke.","hint":"Mend it."}\n');
  expect(json.stdout[1]).toContain('"code":"bug"');
});
