import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';

const SLOW_FLOW = `import os, time
from metaflow import FlowSpec, card, current, step
from metaflow.cards import ProgressBar


class SlowFlow(FlowSpec):
    @card(type="blank")
    @step
    def start(self):
        bar = ProgressBar(max=7, label="Seen live")
        current.card.append(bar)
        bar.update(5)
        current.card.refresh()
        print("refreshed")
        while not os.path.exists("go"):
            time.sleep(0.05)
        bar.update(7)
        self.next(self.end)

    @card
    @step
    def end(self):
        if os.environ.get("TRIP") == "crash":
            current.card.append("so far")
            current.card.refresh()
            time.sleep(0.5)
            os._exit(3)
        if os.environ.get("TRIP") == "silent":
            os._exit(4)
        if os.environ.get("TRIP"):
            raise ValueError("tripped")


if __name__ == "__main__":
    SlowFlow()
`;

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', SLOW_FLOW);
});
afterAll(() => command.remove());

async function fetchText(url: string, host?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { headers: host === undefined ? {} : { host } }, (response) => text(response).then(resolve, reject)).once('error', reject);
  });
}

async function until(content: () => Promise<string>, expected: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (let last = ''; !last.includes(expected); ) {
    if (Date.now() > deadline) throw new Error(`never ${expected}, but ${last.slice(0, 2_000)}`);
    last = await content().catch(String);
  }
}

test('a card is seen while its task runs: listed, served, in a file that is written again', async () => {
  const run = command.start('flow.py --environment=local run');
  await run.shows('refreshed');
  await until(async () => (await command.run('flow.py card list')).stdout, 'running');
  const port = await freePort();
  const server = command.start(`flow.py card server --port ${port} --poll-interval 1`);
  const url = `http://127.0.0.1:${port}/`;
  await server.shows(url);
  const view = command.start('flow.py card view start --watch --output live.html');
  await view.shows('live.html');
  const file = () => readFile(`${command.folder}/live.html`, 'utf8');
  expect(await file()).toContain('http-equiv="refresh"');
  expect(await file()).toContain('5 of 7');
  expect(await fetchText(url)).toContain('href="/view/start/0/blank"');
  expect(await fetchText(`${url}view/start/0/blank`)).toContain('src="/card/start/0/blank"');
  expect(await fetchText(`${url}card/start/0/blank`)).toContain('5 of 7');
  const version = await fetchText(`${url}version/start/0/blank`);
  expect(await fetchText(url, 'elsewhere.example')).toContain('its own name only');
  expect(await fetchText(`${url}card/start/0/nothing`)).toContain('no such card');

  await command.write('go', '');
  expect((await run.outcome).exitCode).toBe(0);
  expect((await view.outcome).exitCode).toBe(0);
  expect(await file()).toContain('7 of 7');
  expect(await file()).not.toContain('http-equiv="refresh"');
  expect(await fetchText(`${url}version/start/0/blank`)).not.toBe(version);
  expect(await fetchText(`${url}card/start/0/blank`)).toContain('7 of 7');
  server.interrupt();
  expect((await server.outcome).exitCode).toBe(0);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test.each([
  ['1', 'ValueError: tripped'],
  ['crash', 'so far'],
  ['silent', 'The step crashed'],
])('a task that fails has a card: %s', async (TRIP, words) => {
  await command.write('go', '');
  await command.run('flow.py --environment=local run', { TRIP });
  expect((await command.run('flow.py card list end')).stdout).toContain(', failed]');
  const card = await command.run('flow.py card get end');
  expect(card.stdout).toContain(words);
  expect(card.stdout).toContain('status failed');
});

test('cli.card-server-address: a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { exitCode, stderr } = await command.run(`flow.py card server --port ${port}`);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Cards can't be served at 127.0.0.1");
  other.close();
});

test('the example runs and leaves its card', async () => {
  const example = await readFile(fileURLToPath(new URL('../../../examples/cards.py', import.meta.url)), 'utf8');
  await command.write('example.py', example.replace('time.sleep(0.1)', 'pass'));
  expect((await command.run('example.py --environment=local run')).exitCode).toBe(0);
  const { stdout } = await command.run('example.py card get start');
  for (const words of ['20 of 20 epochs', '<svg viewBox', 'Best loss', '0.05']) expect(stdout).toContain(words);
});
