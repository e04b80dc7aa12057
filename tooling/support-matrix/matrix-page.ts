import { isFrazilError, planFlow } from '@frazil/core';
import { FEATURES, type Feature, PLAIN } from './features.ts';
import { TARGETS, type Target } from './targets.ts';

const HEAD = `# What runs where

Every line was found out by compiling a flow that has the feature; this page is generated: \`npm run docs\`. Locally, everything runs that
says what a flow does; what says where it runs (\`@kubernetes\`, \`@batch\`, \`@schedule\`, triggers) means nothing there.

- **yes**: the engine is told of it, or the task does it itself, in the same way everywhere.
- **no**: it is refused when the flow is deployed, with the place in the flow; the note says why and what to do.
- **–**: it means nothing on this engine.
`;

/** What one target makes of one feature. */
type Answer = { readonly kind: 'yes' | 'nothing' } | { readonly kind: 'no'; readonly note: string };

/** The support matrix as Markdown. Pure. */
export function matrixPage(): string {
  const notes: string[] = [];
  const numberOf = (note: string): number => {
    if (!notes.includes(note)) notes.push(note);
    return notes.indexOf(note) + 1;
  };
  const tables = FEATURES.map(({ title, features }) => {
    const rows = features.map((feature) => [feature.name, ...TARGETS.map((target) => cellOf(answerOf(feature, target), numberOf))]);
    const head = [
      ['', ...TARGETS.map(({ name }) => name)],
      ['---', ...TARGETS.map(() => '---')],
    ];
    return `## ${title}\n\n${[...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
  });
  const list = notes.map((note, index) => `${index + 1}. ${note}`).join('\n');
  return [HEAD, ...tables, `## Why not, and what to do\n\n${list}\n`].join('\n');
}

/** Whether a target does what a feature asks for; what changes nothing of its output, it doesn't. Pure. */
export function answerOf({ flow, by }: Feature, target: Target): Answer {
  try {
    const output = textOf(target, flow);
    return { kind: by === 'task' || output !== textOf(target, PLAIN) ? 'yes' : 'nothing' };
  } catch (error) {
    if (!isFrazilError(error)) throw error;
    return { kind: 'no', note: `${error.message} ${error.hint}` };
  }
}

function textOf(target: Target, flow: Feature['flow']): string {
  return JSON.stringify(target.compile(planFlow(flow, { environments: new Map() })));
}

function cellOf(answer: Answer, numberOf: (note: string) => number): string {
  if (answer.kind === 'no') return `no (${numberOf(answer.note)})`;
  return answer.kind === 'yes' ? 'yes' : '–';
}
