import type { CardInput } from '../card-input.ts';
import { type Html, html } from '../html/html.ts';
import { colouredText } from './coloured-text.ts';
import { plainLines } from './plain-lines.ts';

const MOST_CHARACTERS = 400_000;
const LINES_SHOWN_AT_ONCE = 30;

/** What the task printed, each stream to be unfolded; nothing when it printed nothing. Pure. */
export function logPanel(logs: CardInput['logs']): Html | undefined {
  const streams = (['stdout', 'stderr'] as const).filter((stream) => logs[stream].trim() !== '');
  if (streams.length === 0) return undefined;
  return html`<section class="panel" aria-labelledby="logs"><h2 id="logs">Logs</h2>
${streams.map((stream) => streamPart(stream, logs[stream]))}</section>
`;
}

function streamPart(stream: string, text: string): Html {
  const cut = text.length > MOST_CHARACTERS;
  const shown = plainLines((cut ? text.slice(-MOST_CHARACTERS) : text).trimEnd());
  const lines = shown.split('\n').length;
  const count = `${cut ? 'the last ' : ''}${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
  return html`<details${lines <= LINES_SHOWN_AT_ONCE && html` open`}><summary>${stream} <span class="faint">${count}</span></summary>
<pre class="log" tabindex="0" role="group" aria-label="${stream}">${colouredText(shown)}</pre></details>
`;
}
