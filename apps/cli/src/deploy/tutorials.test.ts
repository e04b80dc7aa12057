import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTutorials, type Tutorials } from '../testing/tutorials.ts';

/** What the documents of a tutorial have to hold; a code where an engine refuses it. */
interface Deployed {
  readonly argo: RegExp | string;
  readonly airflow: RegExp | string;
}

const COMMANDS: Readonly<Record<keyof Deployed, string>> = {
  argo: 'argo-workflows create --only-json --event-source webhooks --event-name frazil',
  airflow: 'airflow create',
};
const VARIABLES = {
  FRAZIL_STORE: '',
  FRAZIL_WORKER_IMAGE: `registry.example/frazil-worker@sha256:${'a'.repeat(64)}`,
};

const TUTORIALS: Readonly<Record<string, Deployed>> = {
  '00-helloworld/helloworld.py': { argo: /"name":"hello"/, airflow: /step\("hello"/ },
  '01-playlist/playlist.py': { argo: /"recommendations"/, airflow: /"recommendations": Param\(/ },
  '02-statistics/stats.py': { argo: /withParam/, airflow: /over=start_items/ },
  '03-playlist-redux/playlist.py': { argo: /"playlistflow"/, airflow: /"playlistflow"/i },
  '05-hello-cloud/hello_cloud.py': { argo: /"limit":"2"/, airflow: /"memory": "512M"/ },
  '09-guess/guess.py': { argo: /"name":"again-guess"/, airflow: 'airflow.loop' },
  '10-configuration/train.py': { argo: /"memory":"1024M"/, airflow: /"memory": "1024M"/ },
  '11-mutators/ruled.py': { argo: /"limit":"1"/, airflow: /retries=1/ },
  '12-live-cards/walk.py': { argo: /"pause"/, airflow: /"pause": Param\(/ },
  '13-projects/measure.py': { argo: /"CronWorkflow"/, airflow: /CronTriggerTimetable\("0 0 \* \* \*"/ },
  '13-projects/report.py': {
    argo: /"Sensor".*weather\.user\.ada\.MeasureFlow\.done/,
    airflow: /Asset\("frazil:\/\/runs\/weather\.user\.ada\.MeasureFlow"\)/,
  },
  '14-packages/weather_flow.py': { argo: /"predict"/, airflow: /step\("predict"|"predict",/ },
  '15-failures/failures.py': { argo: /"limit":"1"/, airflow: /execution_timeout=/ },
};

let tutorials: Tutorials;
beforeAll(async () => {
  tutorials = await openTutorials();
});
afterAll(() => tutorials.remove());

test.each(Object.entries(TUTORIALS))('%s is what Argo and Airflow can read, or refused', { timeout: 120_000 }, async (flow, deployed) => {
  for (const engine of ['argo', 'airflow'] as const) {
    const wanted = deployed[engine];
    const isRefused = typeof wanted === 'string';
    const { exitCode, stdout, stderr } = await tutorials.run(`${flow} ${COMMANDS[engine]}${isRefused ? ' --json' : ''}`, VARIABLES);
    expect(exitCode, stderr).toBe(isRefused ? 1 : 0);
    expect(stdout).toMatch(isRefused ? `"code":"${wanted}"` : wanted);
  }
});
