import type { TaskCard } from '@frazil/client';
import { nameOf } from './find-cards.ts';

/** The page that shows one card and loads it again when it has changed. Pure. */
export function cardPage(found: TaskCard, path: string, interval: number): string {
  return page(
    nameOf(found),
    `<p><a href="/">All cards</a> · ${escaped(nameOf(found))} <span id="status" role="status"></span></p>
<iframe id="card" title="${escaped(nameOf(found))}" src="/card${path}"></iframe>
<script>
const frame = document.getElementById('card'), status = document.getElementById('status');
let version;
setInterval(async () => {
  try {
    const next = await (await fetch('/version${path}')).text();
    status.textContent = '';
    if (version !== undefined && next !== version) {
      const top = frame.contentWindow.scrollY;
      frame.onload = () => frame.contentWindow.scrollTo(0, top);
      frame.contentWindow.location.reload();
    }
    version = next;
  } catch { status.textContent = '(not connected)'; }
}, ${Math.round(interval * 1000)});
</script>`,
  );
}

/** The page that lists cards; it is loaded again after a while. Pure. */
export function listPage(title: string, cards: readonly TaskCard[], interval: number): string {
  const rows = cards.map((found) => {
    return `<li><a href="/view${pathOf(found)}">${escaped(nameOf(found))}</a> ${escaped(found.card.type)}, ${found.status}</li>`;
  });
  const content = rows.length > 0 ? `<ul>${rows.join('\n')}</ul>` : '<p>No cards yet.</p>';
  return page(title, `<h1>${escaped(title)}</h1>${content}`, `<meta http-equiv="refresh" content="${Math.max(1, Math.round(interval))}">`);
}

/** Where a card is on the server. Pure. */
export function pathOf({ task, card }: Pick<TaskCard, 'task' | 'card'>): string {
  return `/${[task.step, task.task, card.id].map(encodeURIComponent).join('/')}`;
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${head}
<title>${escaped(title)}</title>
<style>body{margin:0;font:15px/1.5 system-ui,sans-serif;display:flex;flex-direction:column;min-height:100vh}p,h1,ul{margin:8px 20px}iframe{flex:1;border:0;width:100%;min-height:90vh}</style>
</head><body>${body}</body></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
