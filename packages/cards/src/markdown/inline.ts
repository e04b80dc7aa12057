import { type Html, html } from '../html/html.ts';

interface Span {
  readonly pattern: RegExp;
  readonly render: (groups: readonly string[]) => Html | undefined;
}

// The first that matches at the leftmost place counts. Code first: nothing inside it means anything.
const SPANS: readonly Span[] = [
  { pattern: /`([^`]+)`/, render: ([, code = '']) => html`<code>${code}</code>` },
  { pattern: /!?\[([^[\]]*)\]\(([^()\s]+)\)/, render: ([, label = '', url = '']) => link(label, url) },
  { pattern: /\*\*(?=\S)([^*]+)\*\*/, render: ([, text = '']) => html`<strong>${inline(text)}</strong>` },
  { pattern: /\*(?=\S)([^*]+)\*/, render: ([, text = '']) => html`<em>${inline(text)}</em>` },
  { pattern: /(?<!\w)_(?=\S)([^_]+)_(?!\w)/, render: ([, text = '']) => html`<em>${inline(text)}</em>` },
  { pattern: /~~(?=\S)([^~]+)~~/, render: ([, text = '']) => html`<del>${inline(text)}</del>` },
];
const ANY = new RegExp(SPANS.map(({ pattern }) => pattern.source).join('|'), 'g');

/** The spans of a line of Markdown: code, strong, emphasis, struck out, links. Everything else is text. Pure. */
export function inline(text: string): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(ANY)) {
    parts.push(html`${text.slice(end, match.index)}${spanOf(match[0])}`);
    end = match.index + match[0].length;
  }
  return html`${parts}${text.slice(end)}`;
}

function spanOf(text: string): Html {
  for (const { pattern, render } of SPANS) {
    const groups = new RegExp(`^(?:${pattern.source})$`).exec(text);
    const rendered = groups && render(groups);
    if (rendered) return rendered;
  }
  return html`${text}`;
}

// A link that could do something is text: only addresses that open a page, or a mail, are links.
function link(label: string, url: string): Html | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url)) return undefined;
  return html`<a href="${url}" rel="noopener noreferrer">${inline(label || url)}</a>`;
}
