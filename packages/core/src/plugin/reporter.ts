/** Something that happened, for whoever watches. Packages report; only apps print. */
export type Event =
  /** One line that a person should see; `warning` for what they may not expect. */
  | { readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly message: string }
  /** Work on something goes on; `done` and `total` are in `unit`, total absent when unknown. done === total ends it. */
  | {
      readonly kind: 'progress';
      readonly phase: Phase;
      readonly item: string;
      readonly done: number;
      readonly total?: number;
      readonly unit: 'bytes' | 'items';
    };

/** What environments are made by, in order. */
export type Phase = 'resolve' | 'interpreter' | 'fetch' | 'pack' | 'verify' | 'hydrate';

/** Receives events. Never throws, never waits. */
export interface Reporter<Reported = Event> {
  report(event: Reported): void;
}

/** What a plugin needs from outside, handed to it. */
export interface Context {
  readonly reporter: Reporter;
  /** Aborted when the user interrupts: work stops, cleans up, and throws the signal's reason. */
  readonly signal: AbortSignal;
}
