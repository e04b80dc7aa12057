import type { Addition } from './addition.ts';
import type { Cell } from './cell.ts';
import type { RanFlow } from './ran-flow.ts';

/** What a run is started with. */
export interface Given {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** Of the machine, or of all containers of a deployment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a flow of any shape must do wherever it runs, and how that is seen in a run that is done. */
export interface Behaviour extends Addition {
  readonly given?: Given;
  check(cell: Cell, ran: RanFlow): Promise<void>;
}

/** Several behaviours in one flow and one run, for places where a run takes long. Pure. */
export function together(name: string, behaviours: readonly Behaviour[]): Behaviour {
  return {
    name,
    before: behaviours.flatMap(({ before = [] }) => before),
    members: behaviours.flatMap(({ members = [] }) => members),
    decorators: behaviours.flatMap(({ decorators = [] }) => decorators),
    body: behaviours.flatMap(({ body = [] }) => body),
    given: {
      parameters: Object.assign({}, ...behaviours.map(({ given }) => given?.parameters)),
      variables: Object.assign({}, ...behaviours.map(({ given }) => given?.variables)),
      tags: behaviours.flatMap(({ given }) => given?.tags ?? []),
    },
    check: async (cell, ran) => {
      for (const behaviour of behaviours) await behaviour.check(cell, ran);
    },
  };
}
