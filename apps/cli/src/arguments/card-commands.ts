import type { CommandEntry, OptionEntry } from './command-entry.ts';
import { PATHSPEC } from './pathspec-argument.ts';

const OUTPUT: OptionEntry = { flags: '--output <file>', help: 'write the HTML to this file' };

const CHOICE: readonly OptionEntry[] = [
  { flags: '--id <id>', help: 'the card of this id' },
  { flags: '--type <type>', help: 'the card of this type, such as default' },
  { flags: '--hash <digest>', help: 'the card whose digest begins so' },
  // Metaflow's; what a resumed run copied has its cards here always.
  { flags: '--follow-resumed', help: 'has no effect: copied tasks have their cards', isHidden: true },
];

/** The commands that look at cards. */
export const CARD_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'card view',
    summary: 'Make the HTML of a card and open it',
    arguments: [PATHSPEC],
    options: [OUTPUT, ...CHOICE, { flags: '--watch', help: 'write it again while its task runs' }],
    needsFlow: true,
    load: async () => (await import('../commands/card-view.ts')).viewCard,
  },
  {
    name: 'card get',
    summary: 'Print the HTML of a card, or write it to a file',
    arguments: [PATHSPEC, { name: 'path', help: 'the file to write', isRequired: false }],
    options: [OUTPUT, ...CHOICE],
    needsFlow: true,
    load: async () => (await import('../commands/card-get.ts')).getCard,
  },
  {
    name: 'card list',
    summary: 'List the cards there are',
    arguments: [{ ...PATHSPEC, isRequired: false }],
    options: [
      ...CHOICE,
      { flags: '--as-json', help: 'print all of them as one JSON value' },
      { flags: '--file <file>', help: 'write that JSON to this file' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/card-list.ts')).listCards,
  },
  {
    name: 'card server',
    summary: 'Serve the cards of a run on this machine, live',
    arguments: [],
    options: [
      { flags: '--run-id <id>', help: 'the run (default: the latest)' },
      { flags: '--host <host>', help: 'the address to listen on (default: 127.0.0.1)' },
      { flags: '--port <port>', help: 'the port to listen on; 0 for any that is free (default: 8324)', value: 'size' },
      { flags: '--poll-interval <seconds>', help: 'how often to look for changes (default: 5)', value: 'count' },
      { flags: '--max-cards <n>', help: 'how many cards are listed (default: 30)', value: 'count' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/card-server.ts')).serveCards,
  },
];
