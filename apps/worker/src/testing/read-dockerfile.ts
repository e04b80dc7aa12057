/** One instruction, with its flags apart and its arguments filled in. */
export interface Words {
  readonly name: string;
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** The instructions of a Dockerfile but for `ARG`: `given` says the values, those of the platform among them. Pure. */
export function readDockerfile(text: string, given: Readonly<Record<string, string>>): readonly Words[] {
  const lines = text.split('\n').filter((line) => /^[A-Z]/.test(line));
  const values = new Map(Object.entries(given));
  return lines.flatMap((line) => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'ARG') {
      const [argument = '', value = ''] = rest.split('=');
      values.set(argument, given[argument] ?? value);
      return [];
    }
    return [
      wordsOf(
        name,
        rest.replaceAll(/\$\{(\w+)\}/g, (_, argument) => values.get(argument) ?? ''),
      ),
    ];
  });
}

function wordsOf(name: string, text: string): Words {
  if (text.startsWith('[')) return { name, words: JSON.parse(text), flags: {} };
  const all = text.split(/\s+/);
  const flags = all.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('='));
  return { name, words: all.filter((word) => !word.startsWith('--')), flags: Object.fromEntries(flags) };
}
