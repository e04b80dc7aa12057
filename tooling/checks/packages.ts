import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packageFindings } from './package-findings.ts';
import { report } from './report.ts';
import { ROOT } from './root.ts';
import { rootFindings } from './root-findings.ts';
import { findWorkspaces, type Workspace } from './workspaces.ts';

const workspaces = findWorkspaces(ROOT);
const findings = workspaces.flatMap((workspace) => packageFindings(ROOT, workspace, workspaces));
const published = await Promise.all(workspaces.filter(isPublished).map(publishFindings));
report('packages', [...rootFindings(ROOT, workspaces), ...findings, ...published.flat()]);

function isPublished({ folder, manifest }: Workspace): boolean {
  return manifest.private !== true && existsSync(join(ROOT, folder, 'dist'));
}

/** What publint says of a built package. */
async function publishFindings({ folder }: Workspace): Promise<readonly string[]> {
  const { messages, pkg } = await publint({ pkgDir: join(ROOT, folder), pack: false, level: 'warning' });
  return messages.map((message) => `${folder}: ${formatMessage(message, pkg, { color: false })}`);
}
