/** A place in a file that a person wrote. Lines count from 1. */
export interface Location {
  readonly file: string;
  readonly line?: number;
}

/** One kind of failure that a person can cause or meet: what happened, and what to do. */
export interface ErrorEntry<Details> {
  readonly message: (details: Details) => string;
  readonly hint: (details: Details) => string;
  /** Set when what has to change is what a step asks for: whoever knows where that is written adds the place. */
  readonly concerns?: 'request';
}

/** What a failure may carry besides its details. */
export interface ErrorContext {
  readonly cause?: unknown;
  readonly location?: Location;
  /** Other things wrong at the same time, when a check reports them all at once. */
  readonly problems?: readonly Problem[];
}

interface FrazilErrorContext extends ErrorContext {
  readonly concerns?: 'request' | undefined;
}

/** One thing wrong with a document. Checks return all of them. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly location?: Location;
}

const BRAND = Symbol.for('frazil.error');

/** A known failure. Recognise it with {@link isFrazilError}, never with `instanceof`: several copies of core can be loaded. */
export class FrazilError extends Error {
  override readonly name = 'FrazilError';
  readonly code: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly location: Location | undefined;
  readonly problems: readonly Problem[];
  readonly concerns: 'request' | undefined;
  readonly [BRAND] = true;

  constructor(problem: Problem, details: Readonly<Record<string, unknown>>, context: FrazilErrorContext = {}) {
    super(problem.message, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = problem.code;
    this.hint = problem.hint;
    this.details = details;
    this.location = problem.location;
    this.problems = context.problems ?? [];
    this.concerns = context.concerns;
  }
}

/** The same failure with the place that it is about. Pure. */
export function withLocation(error: FrazilError, location: Location): FrazilError {
  const { code, message, hint, details, problems, concerns, cause } = error;
  const located = new FrazilError({ code, message, hint, location }, details, {
    problems,
    concerns,
    ...(cause !== undefined && { cause }),
  });
  if (error.stack !== undefined) located.stack = error.stack;
  return located;
}

/** Whether a caught value is a known failure, of whichever copy of this package. */
export function isFrazilError(value: unknown): value is FrazilError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** The codes of a package, with what each says. Codes are permanent. */
export interface ErrorCatalogue<Entries> {
  readonly entries: Entries;
  /** Makes the error of a code; the caller throws it. */
  create<Code extends keyof Entries & string>(code: Code, details: DetailsOf<Entries[Code]>, context?: ErrorContext): FrazilError;
  /** Makes the problem of a code, for checks that collect. */
  problem<Code extends keyof Entries & string>(code: Code, details: DetailsOf<Entries[Code]>, location?: Location): Problem;
}

type DetailsOf<Entry> = Entry extends { readonly message: (details: infer Details) => string } ? Details : never;

/** Turns a table of entries into a catalogue; one per folder, in its `errors.ts`. */
export function defineErrors<const Entries extends Record<string, ErrorEntry<never>>>(entries: Entries): ErrorCatalogue<Entries> {
  const problem: ErrorCatalogue<Entries>['problem'] = (code, details, location) => {
    const entry = entries[code] as ErrorEntry<unknown> | undefined;
    if (entry === undefined) throw new TypeError(`no error has the code ${code}`);
    return { code, message: entry.message(details), hint: entry.hint(details), ...(location && { location }) };
  };
  return {
    entries,
    problem,
    create: (code, details, context = {}) =>
      new FrazilError(problem(code, details, context.location), details as Record<string, unknown>, {
        ...context,
        concerns: (entries[code] as ErrorEntry<unknown> | undefined)?.concerns,
      }),
  };
}
