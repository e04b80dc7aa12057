/** The JSON text of an object whose values are JSON texts. Pure. */
export function objectText(entries: Iterable<readonly [string, string]>): string {
  return `{${[...entries].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
}

/** The JSON text of an array whose items are JSON texts. Pure. */
export function arrayText(items: Iterable<string>): string {
  return `[${[...items].join(',')}]`;
}

/** A number that Python reads as a float, whole or not; it reads `Infinity` and `NaN` as well. Pure. */
export function floatText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
