import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Store } from '@frazil/core';
import type { Fault, FaultProxy } from './start-fault-proxy.ts';

/** What a case works with: stores in the same bucket, one straight, one through the proxy. */
export interface FaultScene {
  readonly proxy: FaultProxy;
  readonly straight: Store;
  readonly store: Store;
  /** Like `store`, with a short timeout and one attempt more. */
  readonly impatient: Store;
  /** For files. */
  readonly folder: string;
}

/** One thing that goes wrong, and what the store does of it. */
export interface FaultCase {
  readonly name: string;
  run(scene: FaultScene): Promise<void>;
}

// Of two parts and a piece: read and written in parts.
const LARGE = randomBytes(17 * 1024 * 1024);
const SMALL = randomBytes(10_000);

const PASSING: Readonly<Record<string, Fault>> = {
  'a 500': { kind: 'answer', status: 500, code: 'InternalError' },
  'a 502 without a word': { kind: 'answer', status: 502 },
  'a 503 that asks for fewer requests': { kind: 'answer', status: 503, code: 'SlowDown' },
  'a 400 that says time is out': { kind: 'answer', status: 400, code: 'RequestTimeout' },
  'a conflict of writers': { kind: 'answer', status: 409, code: 'ConditionalRequestConflict' },
  'a connection that breaks': { kind: 'reset' },
  'an answer that is lost': { kind: 'lose' },
  'a clock that is wrong': { kind: 'answer', status: 403, code: 'RequestTimeTooSkewed' },
  'an expired token that was renewed': { kind: 'answer', status: 400, code: 'ExpiredToken' },
};

const OF_ANSWERS: Readonly<Record<string, Fault>> = {
  'cut in the middle': { kind: 'cut' },
  'half, as if it were whole': { kind: 'shorten' },
  'with a byte altered': { kind: 'corrupt' },
  'that stops coming': { kind: 'stall' },
};

const OF_PARTS: Readonly<Record<string, Fault>> = {
  'cut in the middle': { kind: 'cut' },
  'half, as if it were whole': { kind: 'shorten' },
  'of another place': { kind: 'elsewhere' },
};

const FINAL: Readonly<Record<string, Fault>> = {
  's3.denied': { kind: 'answer', status: 403, code: 'AccessDenied' },
  's3.credentials-expired': { kind: 'answer', status: 400, code: 'ExpiredToken' },
  's3.bucket-missing': { kind: 'answer', status: 404, code: 'NoSuchBucket' },
  's3.busy': { kind: 'answer', status: 503, code: 'SlowDown' },
  's3.refused': { kind: 'answer', status: 501, code: 'NotImplemented' },
  's3.unreachable': { kind: 'reset' },
};

/** Everything that goes wrong between a store and its bucket. The store of the scene tries twice. */
export const faultCases: readonly FaultCase[] = [
  ...Object.entries(PASSING).map(([name, fault]) => ({ name: `${name} is waited out`, run: (scene: FaultScene) => passes(scene, fault) })),
  ...Object.entries(OF_ANSWERS).map(([name, fault]) => ({
    name: `an answer ${name} is asked for again`,
    run: (scene: FaultScene) => rereads(scene, fault),
  })),
  ...Object.entries(OF_ANSWERS).map(([name, fault]) => ({
    name: `an answer ${name} is never accepted`,
    run: (scene: FaultScene) => refuses(scene, fault),
  })),
  ...Object.entries(OF_PARTS).map(([name, fault]) => ({
    name: `a part ${name} is asked for again`,
    run: (scene: FaultScene) => rereadsPart(scene, fault),
  })),
  ...Object.entries(FINAL).map(([code, fault]) => ({
    name: `${code}, of every operation`,
    run: (scene: FaultScene) => fails(scene, code, fault),
  })),
  { name: 'an altered byte in a part of a large object is found', run: findsAlteredPart },
  { name: 'a large object that is replaced while it is read is read anew or refused', run: readsOneVersion },
  { name: 'a large upload outlives broken connections', run: uploadsThroughResets },
  { name: 'a large upload that fails leaves nothing', run: leavesNothing },
  { name: 'the winner of a lost answer is told so', run: knowsItsOwn },
  { name: 'one of 50 wins while connections break', run: winsThroughResets },
  { name: 'secrets are in no error', run: keepsSecrets },
];

async function passes({ proxy, store, straight, folder }: FaultScene, fault: Fault): Promise<void> {
  const path = join(folder, 'file');
  await writeFile(path, SMALL);
  const operations: readonly [operation: () => Promise<unknown>, expected: unknown][] = [
    [() => store.put('passing/a', SMALL), undefined],
    [() => store.get('passing/a'), new Uint8Array(SMALL)],
    [() => store.get('passing/a', { offset: 5, length: 5 }), new Uint8Array(SMALL.subarray(5, 10))],
    [() => store.size('passing/a'), SMALL.length],
    [() => Array.fromAsync(store.list('passing/')), ['passing/a']],
    [() => store.putIfAbsent('passing/b', SMALL), true],
    [() => store.putIfAbsent('passing/b', SMALL), false],
    [() => store.putFileIfAbsent('passing/c', path), true],
    [() => store.get('passing/none'), undefined],
    [() => store.delete('passing/a'), undefined],
    [() => store.delete('passing/b'), undefined],
    [() => store.delete('passing/c'), undefined],
  ];
  for (const [operation, expected] of operations) {
    proxy.inject(fault);
    const result = await operation();
    assert.deepEqual(result instanceof Uint8Array ? new Uint8Array(result) : result, expected, operation.toString());
  }
  assert.deepEqual(await Array.fromAsync(straight.list('passing/')), []);
}

async function rereads({ proxy, store, impatient, straight }: FaultScene, fault: Fault): Promise<void> {
  await straight.put('values/read', SMALL);
  proxy.inject(fault);
  const reader = fault.kind === 'stall' ? impatient : store;
  assert.deepEqual(Buffer.from((await reader.get('values/read')) ?? []), SMALL);
  assert.ok(proxy.requests.length > 1, 'it is asked for again');
}

async function refuses({ proxy, store, impatient, straight }: FaultScene, fault: Fault): Promise<void> {
  await straight.put('values/read', SMALL);
  proxy.inject(fault, { times: 100 });
  const code = fault.kind === 'cut' || fault.kind === 'stall' ? 's3.unreachable' : 's3.damaged';
  await assert.rejects((fault.kind === 'stall' ? impatient : store).get('values/read'), { code });
}

async function rereadsPart({ proxy, store, straight }: FaultScene, fault: Fault): Promise<void> {
  await straight.put('values/read', SMALL);
  proxy.inject(fault);
  const part = await store.get('values/read', { offset: 1000, length: 2000 });
  assert.deepEqual(Buffer.from(part ?? []), SMALL.subarray(1000, 3000));
  assert.equal(proxy.requests.length, 2);
  proxy.inject(fault, { times: 100 });
  await assert.rejects(store.get('values/read', { offset: 1000, length: 2000 }), /s3:\/\/.*values\/read/);
}

async function fails({ proxy, store, straight, folder }: FaultScene, code: string, fault: Fault): Promise<void> {
  const path = join(folder, 'refused');
  await writeFile(path, SMALL);
  proxy.inject(fault, { times: 10_000 });
  await assert.rejects(store.get('refused/a'), { code });
  await assert.rejects(store.get('refused/a', { offset: 0, length: 1 }), { code });
  await assert.rejects(store.put('refused/a', SMALL), { code });
  await assert.rejects(store.putIfAbsent('refused/a', SMALL), { code });
  await assert.rejects(store.putFileIfAbsent('refused/a', path), { code });
  await assert.rejects(Array.fromAsync(store.list('refused/')), { code });
  await assert.rejects(store.delete('refused/a'), { code });
  // Answers to HEAD have no body: the store asks in another way, unless it knows that the bucket is there.
  if (code !== 's3.bucket-missing') await assert.rejects(store.size('refused/a'), { code });
  assert.deepEqual(await Array.fromAsync(straight.list('refused/')), []);
}

async function findsAlteredPart({ proxy, store, straight }: FaultScene): Promise<void> {
  await straight.putIfAbsent('values/large', LARGE);
  proxy.inject({ kind: 'answer', status: 500, code: 'InternalError' });
  assert.equal(Buffer.compare((await store.get('values/large')) ?? Buffer.of(), LARGE), 0);
  assert.ok(proxy.requests.length > 3, 'it is read in parts');
  // The first request tells size and checksum, the others bring parts.
  proxy.inject({ kind: 'corrupt' }, { times: 2 });
  assert.equal(Buffer.compare((await store.get('values/large')) ?? Buffer.of(), LARGE), 0);
  proxy.inject({ kind: 'corrupt' }, { times: 100 });
  await assert.rejects(store.get('values/large'), { code: 's3.damaged' });
}

async function readsOneVersion({ proxy, store, straight }: FaultScene): Promise<void> {
  await straight.put('values/changing', LARGE);
  proxy.inject({ kind: 'answer', status: 412, code: 'PreconditionFailed' }, { header: 'if-match' });
  assert.equal(Buffer.compare((await store.get('values/changing')) ?? Buffer.of(), LARGE), 0);
  proxy.inject({ kind: 'answer', status: 412, code: 'PreconditionFailed' }, { header: 'if-match', times: 1000 });
  await assert.rejects(store.get('values/changing'), { code: 's3.damaged' });
}

async function uploadsThroughResets({ proxy, store, straight, folder }: FaultScene): Promise<void> {
  const path = join(folder, 'large');
  await straight.delete('values/sent');
  await writeFile(path, LARGE);
  proxy.inject({ kind: 'reset' }, { url: 'partNumber=1' });
  proxy.inject({ kind: 'lose' }, { url: 'partNumber=2' });
  proxy.inject({ kind: 'lose' }, { method: 'POST', url: 'uploadId=' });
  assert.equal(await store.putFileIfAbsent('values/sent', path), true);
  assert.equal(Buffer.compare((await straight.get('values/sent')) ?? Buffer.of(), LARGE), 0);
  await writeFile(path, LARGE);
  assert.equal(await store.putFileIfAbsent('values/sent', path), false);
}

async function leavesNothing({ proxy, store, straight }: FaultScene): Promise<void> {
  proxy.inject({ kind: 'reset' }, { url: 'partNumber=2', times: 100 });
  await assert.rejects(store.putIfAbsent('values/unsent', LARGE), { code: 's3.unreachable' });
  assert.equal(await straight.size('values/unsent'), undefined);
  assert.match(proxy.requests.at(-1) ?? '', /^DELETE .*uploadId=/);
}

async function knowsItsOwn({ proxy, store, straight }: FaultScene): Promise<void> {
  proxy.inject({ kind: 'lose' }, { method: 'PUT' });
  assert.equal(await store.putIfAbsent('values/mine', SMALL), true);
  proxy.inject({ kind: 'reset' }, { method: 'PUT' });
  assert.equal(await store.putIfAbsent('values/mine', SMALL), false);
  await straight.delete('values/mine');
}

async function winsThroughResets({ proxy, store, straight }: FaultScene): Promise<void> {
  await straight.delete('values/race');
  proxy.inject({ kind: 'lose' }, { method: 'PUT', times: 10 });
  proxy.inject({ kind: 'reset' }, { method: 'PUT', times: 5 });
  const wins = await Promise.all(Array.from({ length: 50 }, (_, index) => store.putIfAbsent('values/race', Buffer.of(index))));
  assert.equal(wins.filter(Boolean).length, 1);
  assert.deepEqual(Buffer.from((await straight.get('values/race')) ?? []), Buffer.of(wins.indexOf(true)));
}

async function keepsSecrets({ proxy, store }: FaultScene): Promise<void> {
  const codes = ['AccessDenied', 'SignatureDoesNotMatch', 'ExpiredToken', 'InternalError', 'Unheard'];
  for (const code of codes) {
    proxy.inject({ kind: 'answer', status: code === 'InternalError' ? 500 : 400, code }, { times: 2 });
    const error = await store.get('secret/a').catch((caught) => caught);
    const told = inspect(error, { depth: 20, showHidden: true });
    assert.match(told, new RegExp(code));
    assert.ok(!told.includes(proxy.secretKey) && !/Signature=|Credential=|authorization/i.test(told), told);
    proxy.reset();
  }
}
