const HTML: unique symbol = Symbol('html');

/** Text that is HTML already. Only {@link html} makes it, so that no value gets into a page unescaped. */
export interface Html {
  readonly [HTML]: string;
}

/** What can stand in a template: text is escaped, HTML is not, nothing is left out. */
export type HtmlValue = string | number | Html | readonly Html[] | undefined | false;

/** A template of HTML whose values are escaped, as content and in quoted attributes. Pure. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { [HTML]: strings.reduce((text, part, index) => text + textOf(values[index - 1]) + part) };
}

/** The text of HTML. Pure. */
export function htmlText(value: Html): string {
  return value[HTML];
}

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return 'length' in value ? value.map(htmlText).join('') : htmlText(value);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Control characters are no part of an HTML document; tab, line feed and carriage return are.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

function escapeText(text: string): string {
  return text.toWellFormed().replace(UNSAFE, (character) => ENTITIES[character] ?? '\ufffd');
}
