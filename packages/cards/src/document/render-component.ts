import { type Html, html } from '../html/html.ts';
import { markdown } from '../markdown/markdown.ts';
import type { CardComponent } from './card-document.ts';
import { heading } from './heading.ts';
import { imageFigure } from './image-figure.ts';
import { table } from './table.ts';

/** A component of a card document under a heading of the level before. Pure. */
export function renderComponent(component: CardComponent, level: number): Html {
  switch (component.kind) {
    case 'heading':
      return heading(level, html`${component.text}`);
    case 'text':
      return html`<p class="text">${component.text}</p>\n`;
    case 'markdown':
      return html`<div class="markdown">${markdown(component.text, level)}</div>\n`;
    case 'table':
      return table(component);
    case 'keyvalue':
      return keyValues(component.rows);
    case 'code':
      return html`<pre class="code" tabindex="0" role="group" aria-label="${component.language || 'code'}"><code>${component.text}</code></pre>\n`;
    case 'image':
      return imageFigure(component);
    case 'error':
      return failure(component);
    case 'section':
      return section(component, level);
  }
}

function keyValues(rows: readonly (readonly [string, string])[]): Html {
  const pairs = rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`);
  return html`<dl class="pairs">${pairs}</dl>\n`;
}

function failure({ title, text }: { readonly title: string; readonly text: string }): Html {
  return html`<div class="failure"><p class="failure-title"><span aria-hidden="true">✕</span> ${title}</p><pre tabindex="0" role="group" aria-label="What failed">${text}</pre></div>\n`;
}

function section({ title, components }: { readonly title: string; readonly components: readonly CardComponent[] }, level: number): Html {
  const name = title === '' ? undefined : heading(level, html`${title}`);
  return html`<div class="section">${name}${components.map((component) => renderComponent(component, level + 1))}</div>\n`;
}
