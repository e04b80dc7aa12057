import type { CatalogueEntry } from './catalogues.ts';
import { placeholder } from './placeholder.ts';

const HEAD = `# Errors

Every failure that Frazil knows has a code, which never changes; \`--json\` prints it. The first sentence says what happened, the
second what to do. ‹Names› stand for what differs. This page is generated: \`npm run docs\`.
`;

/** The reference of all error codes, as Markdown. Pure. */
export function errorsPage(entries: readonly CatalogueEntry[]): string {
  const areas = Map.groupBy(entries, ({ code }) => code.split('.')[0] ?? code);
  return [HEAD, ...[...areas].map(([area, members]) => `## ${area}\n\n${members.map(sectionOf).join('\n')}`)].join('\n');
}

function sectionOf({ code, entry }: CatalogueEntry): string {
  const hint = shown(entry.hint);
  return `### ${code}\n${shown(entry.message)}\n${hint === '' ? '' : `\n*${hint}*\n`}`;
}

// A message that begins a list of findings on lines of their own is shown on one.
function shown(say: (details: unknown) => string): string {
  return String(say(placeholder()))
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('*', '\\*')
    .replaceAll('<', '&lt;')
    .trim();
}
