import type { Location } from '../errors.ts';
import type { Flow, Step } from '../flow/flow.ts';

/** Where a step says what is next, as the context of an error. Pure. */
export function locationOf(flow: Flow, step: Step): { readonly location: Location } {
  const line = 'line' in step.next ? step.next.line : step.line;
  return { location: { file: step.file || flow.file, line } };
}
