import { expect, test } from 'vitest';
import { renderCard } from './render-card.ts';
import { FULL_CARD, PANDAS_CARD } from './testing/sample-cards.ts';

test.each([
  ['pandas', PANDAS_CARD],
  ['full', FULL_CARD],
  ['running', { ...PANDAS_CARD, task: { ...PANDAS_CARD.task, status: 'running', finished: undefined }, flow: undefined } as const],
])('the card %s', async (name, input) => {
  await expect(renderCard(input)).toMatchFileSnapshot(`golden/${name}.html`);
  expect(renderCard(input)).toBe(renderCard(structuredClone(input)));
});
