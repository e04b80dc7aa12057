import { type Html, html } from '../html/html.ts';

/** A heading of a level; there are six. Pure. */
export function heading(level: number, content: Html): Html {
  switch (level) {
    case 1:
      return html`<h1>${content}</h1>\n`;
    case 2:
      return html`<h2>${content}</h2>\n`;
    case 3:
      return html`<h3>${content}</h3>\n`;
    case 4:
      return html`<h4>${content}</h4>\n`;
    case 5:
      return html`<h5>${content}</h5>\n`;
    default:
      return html`<h6>${content}</h6>\n`;
  }
}
