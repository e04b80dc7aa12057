import type { CommandEntry, OptionEntry } from './command-entry.ts';
import { PACKAGE_SUFFIXES } from './deploy/deploy-options.ts';

const RUN_ID: OptionEntry = { flags: '--run-id <id>', help: 'the run' };
const NAMESPACE: OptionEntry = { flags: '--namespace <tag>', help: 'the run has to have this tag (default: user:NAME of whoever asks)' };
const TAGS = { name: 'tags...', help: 'the tags', isRequired: true };

/** The commands that look at what is in the store, and that tag it. */
export const INSPECT_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'tag add',
    summary: 'Add tags to a run',
    arguments: [TAGS],
    options: [RUN_ID, NAMESPACE],
    needsFlow: true,
    load: async () => (await import('../commands/tag-add.ts')).addTags,
  },
  {
    name: 'tag remove',
    summary: 'Remove tags from a run',
    arguments: [TAGS],
    options: [RUN_ID, NAMESPACE],
    needsFlow: true,
    load: async () => (await import('../commands/tag-remove.ts')).removeTags,
  },
  {
    name: 'tag replace',
    summary: 'Remove tags from a run and add others, in one step',
    arguments: [],
    options: [
      { flags: '--remove <tag>', help: 'the tag to remove; again for more', isRepeatable: true },
      { flags: '--add <tag>', help: 'the tag to add; again for more', isRepeatable: true },
      RUN_ID,
      NAMESPACE,
    ],
    needsFlow: true,
    load: async () => (await import('../commands/tag-replace.ts')).replaceTags,
  },
  {
    name: 'tag list',
    summary: 'List the tags of a run, or of all runs',
    arguments: [{ name: 'run-id', help: 'the run', isRequired: false }],
    options: [
      RUN_ID,
      { flags: '--all', help: 'of all runs of the flow (the default when no run is named)' },
      { flags: '--my-runs', help: 'of all runs of whoever asks' },
      { flags: '--hide-system-tags', help: 'only tags that people gave' },
      { flags: '--group-by-tag', help: 'the runs of each tag' },
      { flags: '--group-by-run', help: 'the tags of each run' },
      { flags: '--flat', help: 'a line for each tag, and nothing else' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/tag-list.ts')).listTags,
  },
  {
    name: 'package list',
    summary: 'List the files of the code package that a deployment of the flow has',
    arguments: [],
    options: [{ flags: '--archive', help: 'their paths in the package, not where they are' }, PACKAGE_SUFFIXES],
    needsFlow: true,
    load: async () => (await import('../commands/package-list.ts')).listPackage,
  },
  {
    name: 'output-dot',
    summary: 'Print the graph of the flow for Graphviz',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/output-dot.ts')).outputDot,
  },
  {
    name: 'output-raw',
    summary: 'Print the flow as it was read, as JSON',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/output-raw.ts')).outputRaw,
  },
  {
    name: 'client',
    summary: 'Answer the questions of the Python client',
    arguments: [],
    options: [{ flags: '--spins', help: 'about tasks that were spun' }],
    needsFlow: false,
    isHidden: true,
    load: async () => (await import('../commands/client.ts')).client,
  },
];
