import { type DeployTarget, digestOf } from '@frazil/core';

/** What compiled files of tests say of their target. */
export const TARGET: DeployTarget = {
  store: 's3://bucket/team',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/frazil-worker@sha256:${'fedcba9876543210'.repeat(4)}`,
  baseImage: 'debian:12-slim',
  variables: {},
  labels: { owner: 'ada' },
};
