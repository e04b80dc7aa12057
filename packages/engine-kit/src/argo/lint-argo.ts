import { join } from 'node:path';
import * as z from 'zod/mini';
import { digestOfFiles } from '../cache/digest-of-files.ts';
import { installed } from '../cache/installed.ts';
import { material } from '../cache/material.ts';
import { findGo } from '../programs/find-go.ts';
import { runOrThrow } from '../programs/run-program.ts';

const ArgoProblems = z.array(z.object({ file: z.string(), message: z.string() }));

/** One thing that Argo's lint says against a file. */
export interface ArgoProblem {
  readonly file: string;
  readonly message: string;
}

/** Brings Argo's own lint (v4.1.4), built from its Go module once per machine. Network the first time. */
async function bringArgoLint(): Promise<string> {
  const sources = ['main.go', 'go.mod', 'go.sum'].map((name) => material('argolint', name));
  const folder = await installed(`argolint-${await digestOfFiles(sources)}`, async (target) => {
    const variables = { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' };
    await runOrThrow(await findGo(), ['build', '-o', target, '.'], { directory: material('argolint'), variables });
  });
  return join(folder, 'argolint');
}

/**
 * What Argo itself says against manifests, strictly and offline, each file by itself: what a file refers to has to be in it. An
 * empty list means that Argo takes them all. Kinds that are not Argo Workflows' own (a Sensor) are not looked at.
 */
export async function lintArgo(files: readonly string[]): Promise<readonly ArgoProblem[]> {
  return ArgoProblems.parse(JSON.parse(await runOrThrow(await bringArgoLint(), files)));
}
