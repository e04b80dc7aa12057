import { type FrazilError, isFrazilError, type Problem } from '@frazil/core';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Style } from './style.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong, the way its kind deserves, and gives the exit code. */
export function reportFailure(failure: unknown, terminal: Terminal): number {
  terminal.clear();
  if (!isFrazilError(failure)) return reportBug(failure, terminal);
  const problems = failure.problems.length > 0 ? failure.problems : [problemOf(failure)];
  reportProblems(problems, terminal);
  if (terminal.isDebug) terminal.complain(terminal.style.dim(stackOf(failure)));
  return exitCodeOf(failure);
}

/** Lists problems with the place of each, and what to do about it. */
export function reportProblems(problems: readonly Problem[], terminal: Terminal): void {
  for (const problem of problems) {
    if (terminal.isJson) terminal.json({ kind: 'error', ...problem });
    else terminal.complain(formatProblem(problem, terminal.style));
  }
}

// `error: FILE:LINE: message`, then its hint.
function formatProblem(problem: Problem, style: Style): string {
  const { location } = problem;
  const place = location === undefined ? '' : `${location.file}${location.line === undefined ? '' : `:${location.line}`}: `;
  const lines = [`${style.red('error:')} ${style.bold(place)}${indent(problem.message)}`];
  if (problem.hint !== '') lines.push(`  ${style.cyan('hint:')} ${indent(problem.hint)}`);
  return lines.join('\n');
}

function reportBug(failure: unknown, terminal: Terminal): number {
  const stack = stackOf(failure);
  if (terminal.isJson) {
    terminal.json({ kind: 'error', code: 'bug', message: String(failure), stack });
    return EXIT.bug;
  }
  terminal.complain(`${terminal.style.red('error:')} Something went wrong that Frazil doesn't know about. This is a bug.`);
  terminal.complain(stack);
  terminal.complain(`  ${terminal.style.cyan('hint:')} Please report it with the lines above and the command that you ran.`);
  return EXIT.bug;
}

function problemOf({ code, message, hint, location }: FrazilError): Problem {
  return { code, message, hint, ...(location && { location }) };
}

function stackOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const own = failure.stack ?? String(failure);
  return failure.cause === undefined ? own : `${own}\ncaused by: ${stackOf(failure.cause)}`;
}

function indent(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n  ');
}
