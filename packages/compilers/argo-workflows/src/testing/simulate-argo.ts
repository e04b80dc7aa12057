import { parse } from 'yaml';
import * as z from 'zod/mini';
import { nextRepetition } from '../paths.ts';

const Parameter = z.object({ name: z.string(), value: z.optional(z.string()) });
const Task = z.object({
  name: z.string(),
  template: z.string(),
  depends: z.optional(z.string()),
  when: z.optional(z.string()),
  withParam: z.optional(z.string()),
  arguments: z.object({ parameters: z.array(Parameter) }),
});
const Template = z.object({
  name: z.string(),
  inputs: z.optional(z.object({ parameters: z.array(Parameter) })),
  dag: z.optional(z.object({ tasks: z.array(Task) })),
});
const Document = z.object({ spec: z.object({ entrypoint: z.string(), templates: z.array(z.looseObject({ name: z.string() })) }) });

type Values = Readonly<Record<string, string>>;

/** What a pod leaves: its outputs, or undefined when it failed. */
export type Pod = (step: string, path: string) => { readonly items?: readonly string[]; readonly case?: string } | undefined;

interface Simulation {
  readonly templates: ReadonlyMap<string, unknown>;
  readonly pod: Pod;
}

interface Ended {
  readonly phase: 'Succeeded' | 'Failed' | 'Skipped' | 'Omitted';
  readonly outputs: Values;
}

/** Runs a compiled WorkflowTemplate by the rules of Argo's DAGs, one task after the other; gives whether it succeeded. */
export function simulateArgo(document: string, pod: Pod): boolean {
  const { spec } = z.parse(Document, parse(document));
  const templates = new Map(spec.templates.map((template) => [template.name, template]));
  return runTemplate({ templates, pod }, spec.entrypoint, {}).phase === 'Succeeded';
}

function runTemplate(simulation: Simulation, name: string, given: Values): Ended {
  const template = z.parse(Template, simulation.templates.get(name));
  const inputs = (template.inputs?.parameters ?? []).map((each) => [each.name, given[each.name] ?? each.value ?? lost(each.name)]);
  const values: Values = Object.fromEntries(inputs);
  if (template.dag) return runDag(simulation, template.dag.tasks, values);
  const left = simulation.pod(values.step ?? lost('step'), values.path ?? lost('path'));
  if (left === undefined) return { phase: 'Failed', outputs: {} };
  return {
    phase: 'Succeeded',
    outputs: { ...(left.items && { items: JSON.stringify(left.items) }), ...(left.case && { case: left.case }) },
  };
}

function runDag(simulation: Simulation, tasks: readonly z.infer<typeof Task>[], inputs: Values): Ended {
  const ended = new Map<string, Ended>();
  const fill = (text: string, item?: string): string => filled(text, { inputs, ended, item });
  for (const task of tasks) {
    if (ended.has(task.name)) throw new Error(`two tasks are named ${task.name}`);
    ended.set(task.name, runTask(task));
  }
  return { phase: [...ended.values()].some(({ phase }) => phase === 'Failed') ? 'Failed' : 'Succeeded', outputs: {} };

  function runTask(task: z.infer<typeof Task>): Ended {
    const nothing = { outputs: {} };
    if (task.depends !== undefined && !holds(task.depends, ended)) return { phase: 'Omitted', ...nothing };
    if (task.when !== undefined && !equals(fill(task.when))) return { phase: 'Skipped', ...nothing };
    const items: readonly (string | undefined)[] =
      task.withParam === undefined ? [undefined] : z.parse(z.array(z.string()), JSON.parse(fill(task.withParam)));
    const results = items.map((item) => {
      const given = task.arguments.parameters.map(({ name, value }) => [name, fill(value ?? lost(name), item)]);
      return runTemplate(simulation, task.template, Object.fromEntries(given));
    });
    const failed = results.find(({ phase }) => phase === 'Failed');
    return failed ?? (task.withParam === undefined ? (results[0] ?? lost(task.name)) : { phase: 'Succeeded', ...nothing });
  }
}

interface Scope {
  readonly inputs: Values;
  readonly ended: ReadonlyMap<string, Ended>;
  readonly item: string | undefined;
}

/** Replaces what is in braces. The expressions are ours, so that what they mean is known; the real Argo tells whether it reads them so. */
function filled(text: string, { inputs, ended, item }: Scope): string {
  const path = inputs.path ?? '';
  for (const inner of [0, 1, 2]) if (text === nextRepetition(inner)) return next(path, inner);
  return text.replaceAll(/\{\{(.*?)\}\}/g, (_, name: string) => {
    if (name === 'item') return item ?? lost(name);
    const [kind, ...rest] = name.split('.');
    if (kind === 'inputs') return inputs[rest[1] ?? ''] ?? lost(name);
    return ended.get(rest[0] ?? '')?.outputs[rest[3] ?? ''] ?? lost(name);
  });
}

function next(path: string, inner: number): string {
  const segments = path.split('-').slice(0, inner === 0 ? undefined : -inner);
  const last = segments.at(-1) ?? lost(path);
  return [...segments.slice(0, -1), `r${Number(last.slice(1)) + 1}`].join('-');
}

function equals(comparison: string): boolean {
  const [, left, right] = /^'(.*)' == '(.*)'$/.exec(comparison) ?? lost(comparison);
  return left === right;
}

/** Evaluates `depends`: terms, `&&`, `||` and parentheses. */
function holds(expression: string, ended: ReadonlyMap<string, Ended>): boolean {
  const words = expression.match(/[()]|&&|\|\||[^\s()]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (words[at] === '||') {
      at += 1;
      value = both() || value;
    }
    return value;
  };
  const both = (): boolean => {
    let value = term();
    while (words[at] === '&&') {
      at += 1;
      value = term() && value;
    }
    return value;
  };
  const term = (): boolean => {
    const word = words[at] ?? lost(expression);
    at += 1;
    if (word !== '(') return phaseOf(word, ended);
    const value = either();
    at += 1;
    return value;
  };
  const value = either();
  return at === words.length ? value : lost(expression);
}

function phaseOf(word: string, ended: ReadonlyMap<string, Ended>): boolean {
  const [name = '', result] = word.split('.');
  return (ended.get(name) ?? lost(word)).phase === result;
}

function lost(what: string): never {
  throw new Error(`Argo would find no ${what}`);
}
