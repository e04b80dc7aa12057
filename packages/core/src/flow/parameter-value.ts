import type { Parameter } from './flow.ts';

type Kind = Parameter['type'];

const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false', '1', '0', 'yes', 'no', 'y', 'n', 't', 'f', 'on', 'off']);

const ACCEPTS: Readonly<Record<Kind, (text: string) => boolean>> = {
  str: () => true,
  int: (text) => /^\s*[+-]?\d+(_\d+)*\s*$/.test(text),
  float: (text) =>
    /^\s*[+-]?(inf(inity)?|nan)\s*$/i.test(text) || (text.trim() !== '' && Number.isFinite(Number(text.replaceAll('_', '')))),
  bool: (text) => BOOLEANS.has(text.trim().toLowerCase()),
  json: isJson,
};

/** Whether a text is a value of a parameter's type, as the flow's Python converts it. Pure. */
export function isValueOf(kind: Kind, text: string): boolean {
  return ACCEPTS[kind](text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
