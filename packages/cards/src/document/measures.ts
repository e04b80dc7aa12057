import { formatTime } from '../format/format-time.ts';
import { type Html, html } from '../html/html.ts';
import type { CardComponent } from './card-document.ts';

/** How much of something is done. Pure. */
export function progress({ label, value, max, unit, detail }: CardComponent & { readonly kind: 'progress' }): Html {
  const most = max > 0 ? max : 1;
  const done = Math.min(most, Math.max(0, value));
  const name = label || 'Progress';
  const count = `${value.toLocaleString('en')} of ${max.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`;
  return html`<div class="progress"><p><span>${name}</span> <span class="faint">${count}</span></p><progress aria-label="${name}" value="${done}" max="${most}">${count}</progress>${detail !== '' && html`<p class="note">${detail}</p>`}</div>\n`;
}

const THEMES: ReadonlySet<string> = new Set(['success', 'warning', 'danger']);

/** One figure, and what it says. Pure. */
export function valueBox({ title, value, subtitle, theme, change }: CardComponent & { readonly kind: 'value' }): Html {
  const look = THEMES.has(theme) ? `value ${theme}` : 'value';
  return html`<div class="${look}">${title !== '' && html`<p class="faint">${title}</p>`}<p class="figure">${value}</p>${change !== '' && html`<p>${change}</p>`}${subtitle !== '' && html`<p class="faint">${subtitle}</p>`}</div>\n`;
}

/** What happened, the latest first. Pure. */
export function timeline({ events, note }: CardComponent & { readonly kind: 'timeline' }, inner: (component: CardComponent) => Html): Html {
  const items = events.map(({ time, theme, priority, fields, components }) => {
    const pairs = fields.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`);
    const when = Number.isNaN(Date.parse(time)) ? html`${time}` : html`<time datetime="${time}">${formatTime(time)}</time>`;
    const look = theme === 'error' ? 'danger' : THEMES.has(theme) ? theme : 'plain';
    return html`<li class="${look}"><p class="faint">${when}${priority !== '' && html` · ${priority} priority`}</p><dl class="pairs">${pairs}</dl>${components.map(inner)}</li>\n`;
  });
  return html`<ol class="timeline" reversed>${items}</ol><p class="note">${note}</p>\n`;
}
