import { isFrazilError } from '@frazil/core';
import { expect, test } from 'vitest';
import { htmlText } from '../html/html.ts';
import type { CardComponent } from './card-document.ts';
import { clip, clipComponent } from './clip.ts';
import { parseCardDocument } from './parse-card-document.ts';
import { renderComponent } from './render-component.ts';

test('a document is parsed, nested sections and unknown members included', () => {
  const section = { kind: 'section', title: 'a', components: [{ kind: 'section', title: 'b', components: [] }], later: 1 };
  expect(parseCardDocument(JSON.stringify({ schema: 1, title: 't', components: [section], later: 1 }))).toEqual({
    schema: 1,
    title: 't',
    components: [{ kind: 'section', title: 'a', components: [{ kind: 'section', title: 'b', components: [] }] }],
  });
});

test.each([
  ['no JSON', '{', 'it is not JSON'],
  ['another schema', '{"schema":2,"title":"t","components":[]}', 'schema: '],
  ['an unknown component', '{"schema":1,"title":"t","components":[{"kind":"hologram"}]}', 'components.0'],
])('cards.unreadable: %s', (_name, text, reason) => {
  expect(() => parseCardDocument(text)).toThrow(
    expect.objectContaining({ code: 'cards.unreadable', message: expect.stringContaining(reason) }),
  );
  try {
    parseCardDocument(text);
  } catch (error) {
    expect(isFrazilError(error)).toBe(true);
  }
});

test.each<[string, CardComponent]>([
  [
    'table-with-names',
    {
      kind: 'table',
      columns: ['', 'a'],
      rows: [
        ['r1', '1,000'],
        ['r2', 'NaN'],
      ],
      note: '2 rows',
    },
  ],
  ['table-without-columns', { kind: 'table', columns: [], rows: [['x', 'y'], ['z']] }],
  ['picture-of-another-kind', { kind: 'image', mediaType: 'image/svg+xml', base64: 'PHN2Zz4=', label: 'a <b>' }],
  ['picture-that-is-none', { kind: 'image', mediaType: 'image/png', base64: '"onerror=', label: '' }],
  ['failure', { kind: 'error', title: 'ValueError', text: 'Traceback' }],
  ['pairs', { kind: 'keyvalue', rows: [['a', '<1>']] }],
])('%s', async (name, component) => {
  await expect(htmlText(renderComponent(component, 3))).toMatchFileSnapshot(`golden/${name}.html`);
});

test('what is too much is left out and counted', () => {
  expect(clip('x'.repeat(1_002))).toBe(`${'x'.repeat(1_000)}… (2 more characters)`);
  const rows = Array.from({ length: 1_001 }, () => ['a']);
  const clipped = clipComponent({ kind: 'section', title: 's', components: [{ kind: 'table', columns: ['c'], rows }] });
  expect(clipped).toMatchObject({ components: [{ rows: rows.slice(1), note: 'The first 1,000 of 1,001 rows' }] });
});
