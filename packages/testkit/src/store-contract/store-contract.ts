import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@frazil/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type StoreUnderTest = () => { readonly store: Store; readonly folder: string };

/** What every store must do. Call it in the store's own test file with a way to make an empty one. */
export function storeContract(name: string, makeStore: (folder: string) => Promise<Store>): void {
  describe(`${name} keeps the store contract`, () => {
    let store: Store;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'frazil-store-'));
      store = await makeStore(folder);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const underTest = () => ({ store, folder });
    readsWhatWasPut(underTest);
    replacesOrRefuses(underTest);
    takesFiles(underTest);
    listsInOrder(underTest);
  });
}

function readsWhatWasPut(underTest: StoreUnderTest): void {
  test('gives back what was put, whole and in parts', async () => {
    const { store } = underTest();
    await store.put('values/a', bytes('0123456789'));
    expect(text(await store.get('values/a'))).toBe('0123456789');
    expect(text(await store.get('values/a', { offset: 3, length: 4 }))).toBe('3456');
    expect(text(await store.get('values/a', { offset: 8, length: 10 }))).toBe('89');
    expect(text(await store.get('values/a', { offset: 20, length: 5 }))).toBe('');
    expect(await store.size('values/a')).toBe(10);
  });

  test('says undefined of what is not there', async () => {
    const { store } = underTest();
    expect(await store.get('values/none')).toBeUndefined();
    expect(await store.get('values/a/below-a-value')).toBeUndefined();
    expect(await store.size('values/none')).toBeUndefined();
    await store.delete('values/none');
  });

  test('keeps a value apart from the buffer it came in', async () => {
    const { store } = underTest();
    const buffer = bytes('before');
    await store.put('values/own', buffer);
    buffer.set(bytes('after!'));
    expect(text(await store.get('values/own'))).toBe('before');
  });
}

function replacesOrRefuses(underTest: StoreUnderTest): void {
  test('replaces with put and not with putIfAbsent', async () => {
    const { store } = underTest();
    await store.put('values/b', bytes('one'));
    await store.put('values/b', bytes('two'));
    expect(await store.putIfAbsent('values/b', bytes('three'))).toBe(false);
    expect(text(await store.get('values/b'))).toBe('two');
  });

  test('lets one of many conditional writers win', async () => {
    const { store } = underTest();
    const wins = await Promise.all(Array.from({ length: 50 }, (_, index) => store.putIfAbsent('values/race', bytes(`${index}`))));
    expect(wins.filter(Boolean)).toHaveLength(1);
    expect(text(await store.get('values/race'))).toBe(`${wins.indexOf(true)}`);
  });
}

function takesFiles(underTest: StoreUnderTest): void {
  test('takes files over', async () => {
    const { store, folder } = underTest();
    const path = join(folder, 'given-up');
    await writeFile(path, 'content');
    expect(await store.putFileIfAbsent('files/a', path)).toBe(true);
    await writeFile(path, 'other');
    expect(await store.putFileIfAbsent('files/a', path)).toBe(false);
    expect(text(await store.get('files/a'))).toBe('content');
  });
}

function listsInOrder(underTest: StoreUnderTest): void {
  test('lists a prefix in order and forgets what was deleted', async () => {
    const { store } = underTest();
    for (const key of ['list/b/2', 'list/a', 'list/b/1', 'listing/c']) await store.put(key, bytes(key));
    expect(await Array.fromAsync(store.list('list/'))).toEqual(['list/a', 'list/b/1', 'list/b/2']);
    await store.delete('list/b/1');
    expect(await Array.fromAsync(store.list('list/'))).toEqual(['list/a', 'list/b/2']);
    expect(await Array.fromAsync(store.list('empty/'))).toEqual([]);
  });
}

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function text(value: Uint8Array | undefined): string | undefined {
  return value && new TextDecoder().decode(value);
}
