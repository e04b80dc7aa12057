import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';

/**
 * The head's elements that style a page and forbid it everything else: no script, no request, no other style. Pure; the style
 * is ours, never a value.
 */
export function styleElements(style: string): Html {
  if (/[<&>"']/.test(style)) throw new TypeError('the style of a card has a character that HTML would escape');
  const allowed = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${allowed}; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>${style}</style>`;
}
