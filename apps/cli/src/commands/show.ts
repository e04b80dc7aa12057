import { checkFlow, type Flow, type Parameter, type Step } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import { flowOf } from '../compose/flow-of.ts';
import { EXIT } from '../exit-codes.ts';
import type { Style } from '../terminal/style.ts';
import { graphLines } from './show-graph.ts';

/** Prints the flow: what it is for, its parameters, its steps and its graph. */
export async function show(invocation: Invocation): Promise<number> {
  const { terminal } = invocation;
  const flow = await flowOf(invocation);
  const problems = checkFlow(flow);
  if (terminal.isJson) {
    terminal.json({ flow, problems });
    return EXIT.done;
  }
  terminal.data(`${flowLines(flow, problems.length === 0, terminal.dataStyle).join('\n')}\n`);
  if (problems.length > 0) terminal.say(`${terminal.style.yellow('warning:')} The flow is not well formed; see the command check.`);
  return EXIT.done;
}

function flowLines(flow: Flow, isWellFormed: boolean, style: Style): readonly string[] {
  return [
    `${style.bold(flow.name)} ${style.dim(`${flow.file}:${flow.line}`)}`,
    ...indent(flow.doc),
    ...section(
      'Parameters',
      flow.parameters.flatMap((parameter) => parameterLines(parameter, style)),
      style,
    ),
    ...section(
      'Steps',
      flow.steps.flatMap((step) => stepLines(step, style)),
      style,
    ),
    ...(isWellFormed ? section('Graph', graphLines(flow), style) : []),
  ];
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => `  ${line}`)];
}

function parameterLines({ name, type, help, required, default: value, hasComputedDefault }: Parameter, style: Style): readonly string[] {
  const shown = value === undefined ? undefined : `default ${JSON.stringify(value)}`;
  const computed = hasComputedDefault ? 'default computed when the run starts' : undefined;
  const facts = [type, required ? 'required' : (shown ?? computed)].filter((fact) => fact !== undefined).join(', ');
  return [`${style.cyan(`--${name}`)} ${style.dim(`(${facts})`)}`, ...indent(help)];
}

function stepLines(step: Step, style: Style): readonly string[] {
  const written = (step.userDecorators ?? []).map((text) => style.dim(`@${text}`));
  const decorators = step.decorators.map(({ name, attributes }) => style.dim(`@${name}${argumentsOf(attributes)}`));
  return [
    `${style.cyan(step.name)} ${style.dim(`line ${step.line}`)}`,
    ...indent(step.doc),
    ...[...written, ...decorators].map((line) => `  ${line}`),
    `  ${nextOf(step)}`,
  ];
}

function argumentsOf(attributes: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== null);
  if (written.length === 0) return '';
  return `(${written.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')})`;
}

function nextOf({ next }: Step): string {
  switch (next.kind) {
    case 'end':
      return '■ end of the flow';
    case 'linear':
      return `→ ${next.target}`;
    case 'split':
      return `→ ${next.targets.join(', ')}`;
    case 'foreach':
      return `→ ${next.target}, once for each of ${next.variable}`;
    case 'switch':
      return `→ by ${next.condition}: ${next.cases.map(({ value, target }) => `${value} → ${target}`).join(', ')}`;
    case 'gang':
      return `→ ${next.target}, several at once`;
    case 'unreadable':
      return `→ ? (${next.reason})`;
    case 'missing':
      return '→ ? (no self.next)';
  }
}

function indent(text: string): readonly string[] {
  return text.trim() === ''
    ? []
    : text
        .trim()
        .split('\n')
        .map((line) => `  ${line.trim()}`);
}
