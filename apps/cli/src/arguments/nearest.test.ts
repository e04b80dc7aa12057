import { expect, test } from 'vitest';
import { nearest, suggestionFor } from './nearest.ts';

test('finds the name that was meant', () => {
  const steps = ['start', 'train', 'end'];
  expect(nearest('tarin', steps)).toBe('train');
  expect(nearest('Start', steps)).toBe('start');
  expect(nearest('stat', steps)).toBe('start');
  expect(nearest('dne', steps)).toBe(undefined);
});

test('suggests nothing far', () => {
  expect(nearest('evaluate', ['start', 'end'])).toBe(undefined);
  expect(suggestionFor('evaluate', [])).toBe('');
  expect(suggestionFor('ned', ['end'])).toBe('Did you mean end? ');
});
