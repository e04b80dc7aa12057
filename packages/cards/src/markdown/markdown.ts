import { heading } from '../document/heading.ts';
import { table } from '../document/table.ts';
import { type Html, html } from '../html/html.ts';
import { blocksOf, type MarkdownBlock } from './blocks.ts';
import { inline } from './inline.ts';

/**
 * A small, safe part of Markdown: paragraphs, headings, lists, code, quotes, tables, rules, and the spans of `inline`. HTML in
 * it is text. Its highest heading gets the level given. Pure.
 */
export function markdown(text: string, level: number): Html {
  const blocks = blocksOf(text);
  const levels = [...new Set(blocks.map((block) => (block.kind === 'heading' ? block.level : 0)))].filter((n) => n > 0).sort();
  return html`${blocks.map((block) => renderBlock(block, (own) => level + levels.indexOf(own)))}`;
}

function renderBlock(block: MarkdownBlock, levelOf: (own: number) => number): Html {
  switch (block.kind) {
    case 'heading':
      return heading(levelOf(block.level), inline(block.text));
    case 'paragraph':
      return html`<p>${inline(block.lines.join('\n'))}</p>\n`;
    case 'quote':
      return html`<blockquote>${inline(block.lines.join('\n'))}</blockquote>\n`;
    case 'code':
      return html`<pre class="code" tabindex="0" role="group" aria-label="${block.language || 'code'}"><code>${block.text}</code></pre>\n`;
    case 'list':
      return list(block.isOrdered, block.items);
    case 'table':
      return table(block);
    case 'rule':
      return html`<hr>\n`;
  }
}

function list(isOrdered: boolean, items: readonly string[]): Html {
  const rendered = items.map((item) => html`<li>${inline(item)}</li>\n`);
  return isOrdered ? html`<ol>${rendered}</ol>\n` : html`<ul>${rendered}</ul>\n`;
}
