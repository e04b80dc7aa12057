import { expect, test } from 'vitest';
import { duplicateCodes } from './catalogues.ts';
import { errorsPage } from './errors-page.ts';

interface Details {
  readonly step: string;
  readonly names: readonly string[];
  readonly bytes: number;
}

const entry = {
  message: ({ step, names }: Details) => `Step ${step} has ${names.map((name) => name.toUpperCase()).join(' and ')}:\n  <b>`,
  hint: ({ bytes, names: [first] }: Details) => `Remove ${first} of ${bytes.toFixed(1)} *or not*.`,
};

test('details come out as their names, and Markdown stays text', () => {
  const page = errorsPage([
    { code: 'flow.bad', file: 'errors.ts', entry: { message: (d) => entry.message(asDetails(d)), hint: (d) => entry.hint(asDetails(d)) } },
  ]);
  expect(page).toContain('## flow\n\n### flow.bad\nStep ‹step› has ‹names›: &lt;b>\n\n*Remove ‹names› of ‹bytes› \\*or not\\*.*\n');
});

test('an error without a hint has no line for one', () => {
  const page = errorsPage([{ code: 'cli.stop', file: 'errors.ts', entry: { message: () => 'Stop.', hint: () => '' } }]);
  expect(page.endsWith('### cli.stop\nStop.\n')).toBe(true);
});

test('a code that two files define is found', () => {
  const one = { code: 'a.b', file: 'x', entry: { message: () => '', hint: () => '' } };
  expect(duplicateCodes([one, { ...one, file: 'y' }, { ...one, code: 'a.c' }])).toEqual(['a.b']);
});

// The placeholder answers to whatever is asked of it.
function asDetails(value: unknown): Details {
  return value as Details;
}
