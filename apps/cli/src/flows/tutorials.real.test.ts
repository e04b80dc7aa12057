import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTutorials, type Tutorials } from '../testing/tutorials.ts';

const DATA = fileURLToPath(new URL('../../../../examples/tutorials/data', import.meta.url));
const GUIDE = fileURLToPath(new URL('../../../../docs/guides/coming-from-metaflow.md', import.meta.url));
const PLAYLIST = ['1. Velvet Kitchen', '2. Last Glacier', '3. Silent Orchard', '4. Paper Engine', '5. Paper Winter'];
const MEDIANS = { Adventure: 5209500, Comedy: 8106200, Crime: 1820300, Drama: 3871900, 'Sci-Fi': 5870500 };
const CAREFUL = { resources: { cpu: 2, memory: 1024 }, variables: { TRAINING_MODE: 'careful' }, rates: [0.05, 0.1, 0.2], steps: 200 };

// Some run a dozen commands.
vi.setConfig({ testTimeout: 180_000 });

let tutorials: Tutorials;
beforeAll(async () => {
  tutorials = await openTutorials();
});
afterAll(() => tutorials.remove());

/** Runs a tutorial, which has to succeed. */
async function runs(line: string): Promise<void> {
  const { exitCode, stderr } = await tutorials.run(line);
  expect(exitCode, stderr).toBe(0);
}

/** The values of some artifacts of a step's tasks, as `dump` prints them. */
async function values(flow: string, step: string, names: string): Promise<readonly string[]> {
  const { stdout } = await tutorials.run(`${flow} dump ${step} --include ${names}`);
  return stdout.trimEnd().split('\n');
}

const medianLines = (after = ''): readonly string[] =>
  Object.entries(MEDIANS).map(([genre, median]) => `${genre.padEnd(9)} ${`${median}`.padStart(9)}${after}`);

test('00-helloworld: steps and artifacts', async () => {
  await runs('00-helloworld/helloworld.py run');
  expect(await tutorials.logs('00-helloworld/helloworld.py', 'start')).toEqual(['HelloFlow begins.']);
  expect(await tutorials.logs('00-helloworld/helloworld.py', 'end')).toEqual(['HelloFlow is done: start, hello']);
  expect((await values('00-helloworld/helloworld.py', 'start', 'greetings'))[0]).toMatch(/^greetings \[list, .*\] = \['start'\]$/);
});

test('01-playlist: parameters, a file, a split and its join', async () => {
  await runs('01-playlist/playlist.py run');
  const surprise = 'And a surprise: Crooked Accordion (Comedy|Crime)';
  expect(await tutorials.logs('01-playlist/playlist.py', 'end')).toEqual(['Films of the genre Sci-Fi', ...PLAYLIST, surprise]);
  await runs('01-playlist/playlist.py run --genre Crime --recommendations 1 --seed 2');
  expect((await tutorials.logs('01-playlist/playlist.py', 'end')).slice(0, 2)).toEqual(['Films of the genre Crime', '1. Crooked Glacier']);
  expect((await tutorials.run('01-playlist/playlist.py run --help')).stdout).toContain('How many films the playlist has.');
});

test('01-playlist: variables stand for parameters, those on the command line before them', async () => {
  const variables = { METAFLOW_RUN_GENRE: 'Crime', METAFLOW_RUN_RECOMMENDATIONS: '2' };
  expect((await tutorials.run('01-playlist/playlist.py run --recommendations 1', variables)).exitCode).toBe(0);
  expect((await tutorials.logs('01-playlist/playlist.py', 'end')).slice(0, 2)).toEqual(['Films of the genre Crime', '1. Crooked Glacier']);
  const refused = await tutorials.run('01-playlist/playlist.py run', { METAFLOW_RUN_SEED: 'much' });
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/METAFLOW_RUN_SEED.*It is not an integer/) });
});

test('02-statistics: a foreach, whose results are on a card; 03-playlist-redux reads them', async () => {
  await runs('02-statistics/stats.py run --max-workers 4');
  expect(await tutorials.logs('02-statistics/stats.py', 'end')).toEqual(medianLines());
  expect((await tutorials.logs('02-statistics/stats.py', 'compute_statistics'))[3]).toBe('Drama: 57 films');
  expect((await values('02-statistics/stats.py', 'compute_statistics', 'quartiles'))[1]).toContain('= [713600, 8106200, 21594600]');
  const card = (await tutorials.run('02-statistics/stats.py card get join')).stdout;
  expect(card).toMatch(/What films made, by genre[\s\S]*<td>Comedy<\/td>\s*<td class="number">51<\/td>/);
  await runs('03-playlist-redux/playlist.py run');
  expect(await tutorials.logs('03-playlist-redux/playlist.py', 'start')).toEqual(['The statistics have 5 genres.']);
  expect(await tutorials.logs('03-playlist-redux/playlist.py', 'end')).toEqual(PLAYLIST);
});

test('05-hello-cloud: a step for a cluster runs here as well, a second time when it fails', async () => {
  await runs('05-hello-cloud/hello_cloud.py run');
  expect(await tutorials.logs('05-hello-cloud/hello_cloud.py', 'end')).toEqual(['Hello from attempt 1']);
  const refused = await tutorials.run('02-statistics/stats.py run --with kubernetes');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Set KUBECONFIG to its file') });
});

test('07-worldview and 08-autopilot: programs that read and start runs', async () => {
  expect((await tutorials.program('08-autopilot/autopilot.py')).slice(1)).toEqual(medianLines(', new'));
  const again = await tutorials.program('08-autopilot/autopilot.py');
  expect(again).toEqual(['The run is successful; its tags: autopilot', ...medianLines(', as before')]);
  const world = await tutorials.program('07-worldview/worldview.py');
  const at = world.findIndex((line) => /^MovieStatsFlow: (\d+) of \1 runs succeeded$/.test(line));
  expect(world.slice(at + 1, at + 5).map((line) => line.split(/\s+/).slice(1).join(' '))).toEqual([
    'start tasks: 1, lines printed: 0',
    'compute_statistics tasks: 5, lines printed: 5',
    'join tasks: 1, lines printed: 0',
    'end tasks: 1, lines printed: 5',
  ]);
});

test('09-guess: a switch, and a loop', async () => {
  await runs('09-guess/guess.py run');
  expect(await tutorials.logs('09-guess/guess.py', 'end')).toEqual(['37 is found after 6 guesses: [50, 25, 38, 32, 35, 37]']);
  await runs('09-guess/guess.py run --secret 100');
  expect(await tutorials.logs('09-guess/guess.py', 'end')).toEqual(['100 is out of reach: [50, 75, 88, 94, 97, 99]']);
  expect((await tutorials.run('09-guess/guess.py logs rejoice')).exitCode).toBe(1);
});

test('10-configuration: a file says what steps need and do', async () => {
  await runs('10-configuration/train.py run');
  expect(await tutorials.logs('10-configuration/train.py', 'end')).toEqual(['rate 0.3, x 3.0000 after 40 steps, fast']);
  await runs(`10-configuration/train.py --config-value config ${JSON.stringify(CAREFUL)} run --steps 8`);
  expect(await tutorials.logs('10-configuration/train.py', 'end')).toEqual(['rate 0.2, x 2.9496 after 8 steps, careful']);
});

test('10-configuration: the same in TOML, from Python 3.11 on', async () => {
  const python = process.env.FRAZIL_PYTHON ?? 'python3';
  const { stdout } = await promisify(execFile)(python, ['-c', 'import sys; print(sys.version_info >= (3, 11))']);
  const outcome = await tutorials.run('10-configuration/train.py --config config tutorials/10-configuration/careful.toml run');
  if (stdout.trim() === 'False') return expect(outcome.stderr).toContain('tomllib');
  expect(await tutorials.logs('10-configuration/train.py', 'end')).toEqual(['rate 0.2, x 3.0000 after 200 steps, careful']);
});

test('11-mutators: rules of a module for a flow and its steps', async () => {
  await runs('11-mutators/ruled.py run');
  expect(await tutorials.logs('11-mutators/ruled.py', 'start')).toEqual(['start begins, attempt 0', 'start is done']);
  expect(await tutorials.logs('11-mutators/ruled.py', 'order')).toEqual(['order begins, attempt 1', 'order is done: ordered = [1, 2, 3]']);
  expect(await tutorials.logs('11-mutators/ruled.py', 'end')).toEqual(['in order: [1, 2, 3]']);
});

test('12-live-cards: two cards of a step, one drawn while it runs', async () => {
  await runs('12-live-cards/walk.py run --pause 0');
  expect(await tutorials.logs('12-live-cards/walk.py', 'end')).toEqual(['from 0 to 8, never above 9']);
  const walk = (await tutorials.run('12-live-cards/walk.py card get start --id walk')).stdout;
  expect(walk).toMatch(/A walk[\s\S]*<svg[\s\S]*<th scope="row">highest<\/th><td class="number">9<\/td>/);
  expect((await tutorials.run('12-live-cards/walk.py card get start --id facts')).stdout).toContain('places');
});

test('13-projects: two flows of a branch, one of which reads what the other left', async () => {
  await runs('13-projects/measure.py run --branch frost');
  await runs('13-projects/measure.py run --days 3');
  expect(await tutorials.logs('13-projects/measure.py', 'end')).toEqual(['MeasureFlow of user.ada: [0, 7, 3]']);
  await runs('13-projects/report.py run');
  expect(await tutorials.logs('13-projects/report.py', 'end')).toEqual(['user.ada: between 0 and 7 degrees']);
  await runs('13-projects/report.py run --branch frost');
  expect(await tutorials.logs('13-projects/report.py', 'end')).toEqual(['test.frost: between 0 and 10 degrees']);
  const failed = await tutorials.run('13-projects/report.py run --branch none --with retry:times=0');
  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('MeasureFlow has not run in the branch test.none.') });
  expect(failed.stderr).toMatch(/^next {4}.*report\.py --with retry:times=0 resume --branch none$/m);
});

test('14-packages: a flow whose steps come from a package beside it', async () => {
  await runs('14-packages/weather_flow.py run');
  expect(await tutorials.logs('14-packages/weather_flow.py', 'end')).toEqual(["after ['5.00', '6.33', '7.33', '8.00'] comes 8.67"]);
});

test('15-failures: what is tried again, caught and stopped', async () => {
  await runs('15-failures/failures.py run');
  const said = ["['good in attempt 0', 'flaky in attempt 1']", "['It never works.']", 'slow was stopped'];
  expect(await tutorials.logs('15-failures/failures.py', 'end')).toEqual(said);
  expect((await values('15-failures/failures.py', 'work', 'problem')).join('\n')).toContain('ValueError: It never works.');
});

test('the guide for those who come from Metaflow: its commands, word for word', async () => {
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(await readFile(GUIDE, 'utf8')) ?? [];
  const lines = block.trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  const variables = { FRAZIL_WORKER_IMAGE: `registry.example/frazil-worker@sha256:${'a'.repeat(64)}` };
  // The guide's readers have a module of their own.
  await tutorials.write('mine.py', 'ARTIFACTS = {}\n');
  for (const line of lines) {
    const { exitCode, stderr } = await tutorials.run(line.replace('python ', '02-statistics/'), variables);
    expect(exitCode, `${line}: ${stderr}`).toBe(0);
  }
});

test('their films are those of the program that made them', async () => {
  const made = 'import csv, sys, make_movies; csv.writer(sys.stdout, lineterminator="\\n").writerows(make_movies.make_movies())';
  const { stdout } = await promisify(execFile)('python3', ['-B', '-c', made], { cwd: DATA });
  expect(stdout).toBe(await readFile(`${DATA}/movies.csv`, 'utf8'));
});
