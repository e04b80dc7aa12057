/** The path of the tasks at a place: known when it is compiled, or where in a state's input it is. */
export type Path = { readonly text: string } | { readonly reference: string };

/** Where states are in a flow. */
export interface Place {
  readonly path: Path;
  /** How many loops are around, within the same item. */
  readonly loops: number;
  /** The states that begin a loop anew, by the loop's head. */
  readonly again: ReadonlyMap<string, string>;
  /** Whether some foreach is around. */
  readonly isItem: boolean;
}

/** Where a flow begins. */
export const TOP: Place = { path: { text: '0' }, loops: 0, again: new Map(), isItem: false };

/** Where the state of a run has its id: executions of a distributed Map have names of their own. */
export const RUN = '$.r';

/** Text with the values of paths in its `{}`, as an intrinsic function. Pure. */
export function formatted(template: string, ...values: readonly string[]): string {
  return `States.Format('${template}',${values.join(',')})`;
}

/** Text as it stands, within the template of {@link formatted}. Pure. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\'{}]/g, '\\$&');
}

/** A member whose value is a path, whichever way it is known. */
export function pathMember(name: string, path: Path): Readonly<Record<string, string>> {
  return 'text' in path ? { [name]: path.text } : { [`${name}.$`]: path.reference };
}
