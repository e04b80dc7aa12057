import { chartFigure } from '../chart/chart-figure.ts';
import { type Html, html } from '../html/html.ts';
import { markdown } from '../markdown/markdown.ts';
import type { CardComponent } from './card-document.ts';
import { heading } from './heading.ts';
import { imageFigure } from './image-figure.ts';
import { progress, timeline, valueBox } from './measures.ts';
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
      return componentTable(component, level);
    case 'progress':
      return progress(component);
    case 'value':
      return valueBox(component);
    case 'chart':
      return chartFigure(component.spec);
    case 'html':
      return html`<iframe class="markup" sandbox="" title="A component of the flow" srcdoc="${component.html}"></iframe>\n`;
    case 'timeline':
      return html`${component.title !== '' && heading(level, html`${component.title}`)}${timeline(component, (inner) => renderComponent(inner, level + 1))}`;
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

function componentTable({ columns, rows, note }: CardComponent & { readonly kind: 'table' }, level: number): Html {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : renderComponent(cell, level + 1))));
  return table({ columns, rows: cells, note });
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
