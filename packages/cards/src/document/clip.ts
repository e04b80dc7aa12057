import type { CardComponent } from './card-document.ts';

/** The most characters of a name, a title or a cell. */
const NAME = 1_000;
/** The most characters of a text. */
const TEXT = 100_000;
const ROWS = 1_000;
const IMAGE = 20_000_000;

/** A text of at most so many characters; what is left out is counted. Pure. */
export function clip(text: string, most: number = NAME): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${(text.length - most).toLocaleString('en')} more characters)`;
}

/** A component that a browser can show at once, whatever a step put into it: what is too much is left out, and said. Pure. */
export function clipComponent(component: CardComponent): CardComponent {
  switch (component.kind) {
    case 'heading':
      return { ...component, text: clip(component.text) };
    case 'text':
    case 'markdown':
      return { ...component, text: clip(component.text, TEXT) };
    case 'code':
      return { ...component, language: clip(component.language), text: clip(component.text, TEXT) };
    case 'error':
      return { ...component, title: clip(component.title), text: clip(component.text, TEXT) };
    case 'image':
      return { ...component, mediaType: clip(component.mediaType), base64: clip(component.base64, IMAGE), label: clip(component.label) };
    case 'keyvalue':
      return { ...component, rows: component.rows.slice(0, ROWS).map(([name, value]): [string, string] => [clip(name), clip(value)]) };
    case 'progress':
      return { ...component, label: clip(component.label), unit: clip(component.unit), detail: clip(component.detail) };
    case 'value':
      return {
        ...component,
        title: clip(component.title),
        value: clip(component.value),
        subtitle: clip(component.subtitle),
        change: clip(component.change),
      };
    case 'chart':
      return component;
    case 'html':
      return { ...component, html: clip(component.html, IMAGE) };
    case 'timeline':
      return clipTimeline(component);
    case 'table':
      return clipTable(component);
    case 'section':
      return { ...component, title: clip(component.title), components: component.components.map(clipComponent) };
  }
}

function clipTable(table: CardComponent & { readonly kind: 'table' }): CardComponent {
  const rows = table.rows.slice(0, ROWS).map((row) => row.map((cell) => (typeof cell === 'string' ? clip(cell) : clipComponent(cell))));
  const cut =
    table.rows.length > ROWS ? `The first ${ROWS.toLocaleString('en')} of ${table.rows.length.toLocaleString('en')} rows` : undefined;
  return { ...table, columns: table.columns.map((column) => clip(column)), rows, note: clip(table.note || cut || '') };
}

function clipTimeline(timeline: CardComponent & { readonly kind: 'timeline' }): CardComponent {
  const events = timeline.events.slice(0, ROWS).map((event) => ({
    ...event,
    time: clip(event.time),
    priority: clip(event.priority),
    fields: event.fields.map(([name, value]): [string, string] => [clip(name), clip(value)]),
    components: event.components.map(clipComponent),
  }));
  return { ...timeline, title: clip(timeline.title), note: clip(timeline.note), events };
}
