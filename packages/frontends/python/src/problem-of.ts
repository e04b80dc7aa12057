import type { Location, Problem } from '@frazil/core';
import { errors } from './errors.ts';
import type { ReadProblem } from './report.ts';

/** The coded problem for what the Python side found. Pure. */
export function problemOf(found: ReadProblem): Problem {
  const location: Location = { file: found.file, ...(found.line !== null && { line: found.line }) };
  switch (found.kind) {
    case 'unreadable-file':
      return errors.problem('python.unreadable-file', { file: found.file, ...found.details }, location);
    case 'syntax-error':
      return errors.problem('python.syntax-error', found.details, location);
    case 'raised':
      return errors.problem('python.flow-raises', found.details, location);
    case 'unsupported-name':
      return errors.problem('python.unsupported-name', found.details, location);
    case 'no-flow':
      return errors.problem('python.no-flow', { file: found.file }, location);
    case 'several-flows':
      return errors.problem('python.several-flows', { file: found.file, ...found.details }, location);
    case 'bad-decorator':
      return errors.problem('python.bad-decorator', found.details, location);
    case 'bad-config':
      return errors.problem('python.bad-config', found.details, location);
    case 'bad-default':
      return errors.problem('python.bad-default', found.details, location);
    case 'unknowable-attribute':
      return errors.problem('python.unknowable-attribute', found.details, location);
  }
}
