import type { Terminal } from '../terminal/terminal.ts';

/** The tags of some runs. */
export interface TagGroup {
  /** `FLOW/RUN`. */
  readonly runs: readonly string[];
  readonly user: readonly string[];
  readonly system: readonly string[];
}

/** Prints tags, those that people gave between stars. Several groups get a title each. */
export function printTags(groups: readonly TagGroup[], terminal: Terminal): void {
  if (terminal.isJson) {
    for (const group of groups) terminal.json(group);
    return;
  }
  terminal.say(terminal.style.dim('System tags and *tags*; only *tags* can be changed'));
  for (const { runs, user, system } of groups) {
    if (groups.length > 1) terminal.data(`${terminal.dataStyle.bold(runs.join(', '))}\n`);
    for (const line of wrapped([...user.map((tag) => `*${tag}*`), ...system])) terminal.data(`${line}\n`);
  }
}

/** Prints the runs of each tag. */
export function printRunsOfTags(groups: readonly TagGroup[], terminal: Terminal): void {
  const tags = new Map<string, string[]>();
  for (const { runs, user, system } of groups) {
    for (const tag of [...user.map((each) => `*${each}*`), ...system]) tags.set(tag, [...(tags.get(tag) ?? []), ...runs]);
  }
  for (const [tag, runs] of [...tags].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (terminal.isJson) terminal.json({ tag: tag.replace(/^\*(.*)\*$/, '$1'), isSystem: !tag.startsWith('*'), runs });
    else terminal.data(`${terminal.dataStyle.bold(tag)}\n${wrapped(runs).join('\n')}\n`);
  }
}

const WIDTH = 120;

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 4 > WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line}    ${word}`;
  }
  return lines;
}
