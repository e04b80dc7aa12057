import { array, assert, constantFrom, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { replacePrefix } from './replace-prefix.ts';

const PLACE = `/opt/${'placehold_'.repeat(8)}`;
const binary = (content: string, prefix: string) =>
  replacePrefix(Buffer.from(content, 'latin1'), { prefix: PLACE, mode: 'binary' }, prefix)?.toString('latin1');
const text = (content: string, prefix: string) => replacePrefix(Buffer.from(content), { prefix: PLACE, mode: 'text' }, prefix)?.toString();

test('text names the new prefix wherever it named the old one', () => {
  expect(text(`a ${PLACE}/lib b ${PLACE}\n`, '/p')).toBe('a /p/lib b /p\n');
  expect(text('nothing', '/p')).toBe('nothing');
  expect(text(PLACE, `/${'long'.repeat(200)}`)).toHaveLength(801);
});

test('strings of binaries keep their length, zero bytes at their end', () => {
  const padding = '\0'.repeat(PLACE.length - 2);
  expect(binary(`x${PLACE}/lib\0next`, '/p')).toBe(`x/p/lib${padding}\0next`);
  expect(binary(`${PLACE}/a:${PLACE}/b\0${PLACE}\0end`, '/p')).toBe(`/p/a:/p/b${padding}${padding}\0/p${padding}\0end`);
  expect(binary(`x${PLACE}/lib`, '/p')).toBe(`x/p/lib${padding}`);
  expect(binary(`x${PLACE}\0`, PLACE)).toBe(`x${PLACE}\0`);
  expect(binary(`x${PLACE}\0`, `${PLACE}/`)).toBeUndefined();
});

test('a binary has its size before and after, and names no placeholder', async () => {
  const piece = constantFrom(
    Buffer.from(PLACE),
    Buffer.from('/lib/x'),
    Buffer.from([0]),
    Buffer.from(':'),
    Buffer.from(PLACE.slice(0, 20)),
  );
  await assert(
    property(array(piece), uint8Array({ maxLength: 20 }), (pieces, noise) => {
      const content = Buffer.concat([...pieces, noise]);
      const changed = replacePrefix(content, { prefix: PLACE, mode: 'binary' }, '/short/prefix');
      expect(changed?.length).toBe(content.length);
      expect(changed?.includes(PLACE)).toBe(false);
    }),
  );
});

test('first lines that the kernel would not take start their interpreter through the shell', () => {
  const script = `#!${PLACE}/bin/python3.11 -s\nimport sys\n`;
  expect(text(script, '/p')).toBe('#!/p/bin/python3.11 -s\nimport sys\n');
  expect(text(script, '/with space')).toBe(`#!/bin/sh\n'''exec' "/with space/bin/python3.11" -s "$0" "$@"\n' '''\nimport sys\n`);
  expect(text(script, `/${'x'.repeat(120)}`)).toMatch(/^#!\/bin\/sh\n'''exec' "\/x{120}\/bin\/python3\.11" -s/);
  expect(text(script, '/a "$b')).toContain('"/a \\"\\$b/bin/python3.11"');
  expect(text(`#!${PLACE}/bin/perl -w\n`, '/with space')).toBe('#!/usr/bin/env perl\n');
  expect(text(`#!/bin/sh\necho ${PLACE}\n`, '/with space')).toBe('#!/bin/sh\necho /with space\n');
});
