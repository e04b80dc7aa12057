const WIDTH = 118;

/** Paragraphs as the docstring of a module. Pure. */
export function docstring(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), ...paragraph.split('\n').flatMap(wrapped)]);
  const text = lines.join('\n').replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  return `"""${text}\n"""`;
}

function wrapped(line: string): readonly string[] {
  const lines: string[] = [];
  let rest = line.trimEnd();
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH);
    const end = space > 0 ? space : WIDTH;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
