import { expect, test } from 'vitest';
import { givenIdOf } from './given-id.ts';

test('a card has an id of its own, or is called by its type', () => {
  const cards = [
    { id: 'mine', type: 'blank' },
    { id: 'blank', type: 'blank' },
    { id: 'blank-2', type: 'blank' },
    { id: 'blank', type: 'default' },
  ];
  expect(cards.map(givenIdOf)).toEqual(['mine', null, null, 'blank']);
});
