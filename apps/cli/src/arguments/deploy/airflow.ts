import type { CommandEntry } from '../command-entry.ts';
import { AUTHORIZE, CREATE } from './deploy-options.ts';
import { PODS } from './kubernetes-options.ts';

/** The commands for Airflow. */
export const AIRFLOW: readonly CommandEntry[] = [
  {
    name: 'airflow create',
    summary: 'Write the flow as the file of a DAG',
    arguments: [{ name: 'file', help: 'where to; printed when it is missing', isRequired: false }],
    options: [
      AUTHORIZE,
      ...CREATE,
      ...PODS,
      { flags: '--connection <id>', help: "Airflow's connection to the cluster (default: kubernetes_default)" },
      { flags: '--worker-pool <name>', help: 'the Airflow pool that tasks wait in' },
      { flags: '--max-active-runs <n>', help: 'how many runs may be at work at once', value: 'count' },
      { flags: '--deferrable', help: "wait for pods in Airflow's triggerer" },
      { flags: '--start-date <date>', help: 'the day from which on runs are scheduled, such as 2026-01-31', value: 'date' },
      { flags: '--startup-timeout <seconds>', help: 'how long a pod may take until its step begins (default: 900)', value: 'count' },
      {
        flags: '--pods <what>',
        help: 'what becomes of pods that are over (default: delete)',
        choices: ['delete', 'delete-succeeded', 'keep'],
      },
      { flags: '--sidecar-image <image>', help: 'the image of the container that hands over what a step returned' },
      {
        flags: '--wait-for <address>',
        help: 'what a run waits for: s3://BUCKET/KEY, dag://DAG or dag://DAG/TASK; again for more',
        isRepeatable: true,
      },
      { flags: '--is-paused-upon-creation', help: 'a DAG that is new waits for someone to unpause it' },
    ],
    needsFlow: true,
    load: async () => (await import('../../commands/airflow/create.ts')).createForAirflow,
  },
];
