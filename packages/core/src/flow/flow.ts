import * as z from 'zod/mini';

const JsonValue = z.json();

/** A decorator as written: `@retry(times=3)` is `{name: 'retry', attributes: {times: 3}}`. */
export const Decorator = z.strictObject({
  name: z.string(),
  attributes: z.record(z.string(), JsonValue),
  line: z.number(),
});
export type Decorator = z.infer<typeof Decorator>;

/** What `self.next` of a step says. */
export const Transition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({ kind: z.literal('linear'), target: z.string(), line: z.number() }),
  z.strictObject({ kind: z.literal('split'), targets: z.array(z.string()), line: z.number() }),
  z.strictObject({ kind: z.literal('foreach'), target: z.string(), variable: z.string(), line: z.number() }),
  /** One of several, by the value of an artifact when the step is over: `self.next({'a': self.x}, condition='name')`. */
  z.strictObject({
    kind: z.literal('switch'),
    condition: z.string(),
    cases: z.array(z.strictObject({ value: z.string(), target: z.string() })),
    line: z.number(),
  }),
  /** A gang: several tasks of one step that run at once and know of each other, `self.next(self.train, num_parallel=4)`. */
  z.strictObject({ kind: z.literal('gang'), target: z.string(), line: z.number() }),
  /** The source says something that can't be read as a transition; `reason` says what. */
  z.strictObject({ kind: z.literal('unreadable'), reason: z.string(), line: z.number() }),
  /** The last statement is not `self.next(...)`. */
  z.strictObject({ kind: z.literal('missing') }),
]);
export type Transition = z.infer<typeof Transition>;

/** A step of a flow. */
export const Step = z.strictObject({
  name: z.string(),
  /** Where its `def` is. */
  line: z.number(),
  /** The file, relative to the flow file's folder: steps can be inherited from helper modules. */
  file: z.string(),
  doc: z.string(),
  decorators: z.array(Decorator),
  /** The decorators that the user wrote, outermost first, such as `Count(n=3)`; absent when there are none. */
  userDecorators: z.optional(z.array(z.string())),
  /** Whether its second argument, `inputs`, makes it a join. */
  isJoin: z.boolean(),
  /** Whether it is the first step although it isn't called `start`: `@step(start=True)`. */
  isStart: z.optional(z.boolean()),
  /** Whether it is the last step although it isn't called `end`: `@step(end=True)`. */
  isEnd: z.optional(z.boolean()),
  /** Number of arguments of its `def`, `self` included. */
  arity: z.number(),
  next: Transition,
});
export type Step = z.infer<typeof Step>;

/** A `Parameter` of a flow. */
export const Parameter = z.strictObject({
  /** The attribute of the class, which is the artifact's name. */
  attribute: z.string(),
  /** The option's name on the command line. */
  name: z.string(),
  type: z.enum(['str', 'int', 'float', 'bool', 'json']),
  required: z.boolean(),
  help: z.string(),
  /** Absent when there is none, or when it is computed at run time. */
  default: z.optional(JsonValue),
  /** Whether the default is a callable, evaluated when the run starts. */
  hasComputedDefault: z.boolean(),
  separator: z.optional(z.string()),
  /** Whether it is an `IncludeFile`: its text is the path of a file, which is read when the run starts. */
  isFile: z.optional(z.boolean()),
  /** Whether it may be given several times; its text then is a JSON list of texts. */
  isMultiple: z.optional(z.boolean()),
  /** Whether the help keeps the default to itself. */
  hidesDefault: z.optional(z.boolean()),
  /** The default as text, where it had to be worked out when the flow was deployed: a callable's, or a file's content. */
  deployedDefault: z.optional(z.string()),
  line: z.number(),
});
export type Parameter = z.infer<typeof Parameter>;

/** A `Config` of a flow, with the value that it had when the flow was read. */
export const Config = z.strictObject({
  name: z.string(),
  /** The attribute of the class, which is the artifact's name. */
  attribute: z.string(),
  value: JsonValue,
  help: z.string(),
});
export type Config = z.infer<typeof Config>;

/** A flow, as its file says it. Well formed only after `checkFlow` found nothing. */
export const Flow = z.strictObject({
  name: z.string(),
  /** The file's base name. */
  file: z.string(),
  doc: z.string(),
  /** Where its class is. */
  line: z.number(),
  decorators: z.array(Decorator),
  parameters: z.array(Parameter),
  steps: z.array(Step),
  /** The exact version of the Python that read the file: what steps without `python=` get. */
  python: z.string(),
  configs: z.optional(z.array(Config)),
  /** Decorators of the command line, which all steps got: what tasks have to do once more. */
  with: z.optional(z.array(z.string())),
});
export type Flow = z.infer<typeof Flow>;
