import type { CardEnvironment, CardStatus, CardTask } from '../card-input.ts';
import { clip } from '../document/clip.ts';
import { formatDuration, formatTime } from '../format/format-time.ts';
import { type Html, html } from '../html/html.ts';

const STATUS: Readonly<Record<CardStatus, { readonly sign: string; readonly word: string }>> = {
  done: { sign: '✓', word: 'done' },
  failed: { sign: '✕', word: 'failed' },
  running: { sign: '…', word: 'running' },
};

/** What the card is of: flow, step, how it went, and when. Pure. */
export function header(task: CardTask, environment: CardEnvironment | undefined): Html {
  const { sign, word } = STATUS[task.status];
  return html`<header>
<p class="of"><span>${clip(task.flow)}</span> <span class="faint">run</span> <span>${clip(task.run)}</span></p>
<h1>${clip(task.step)}<span class="status ${task.status}"><span aria-hidden="true">${sign}</span> ${word}</span></h1>
<dl class="facts">
${fact('Task', html`${clip([task.flow, task.run, task.step, task.task].join('/'))}`, 'wide')}
${fact('Attempt', html`${task.attempt + 1}`)}
${fact('Started', time(task.started))}
${task.finished !== undefined && fact('Finished', time(task.finished))}
${fact('Took', html`${formatDuration(task.started, task.finished) ?? 'not finished'}`)}
${environment === undefined ? fact('Python', html`the machine’s own`) : environmentFacts(environment)}
</dl>
</header>
`;
}

function environmentFacts({ id, platform, python }: CardEnvironment): Html {
  return html`${fact('Python', html`${clip(python)} on ${clip(platform)}`)}
${fact('Environment', html`${clip(id)}`, 'wide')}`;
}

function time(iso: string): Html {
  return html`<time datetime="${clip(iso)}">${clip(formatTime(iso))}</time>`;
}

function fact(name: string, value: Html, look = ''): Html {
  return html`<div class="${look || 'fact'}"><dt>${name}</dt><dd>${value}</dd></div>`;
}
