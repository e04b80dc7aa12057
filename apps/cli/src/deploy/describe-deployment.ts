import type { Digest } from '@frazil/core';
import { formatBytes, formatCount } from '../terminal/format.ts';
import { frozenLines } from '../terminal/frozen-lines.ts';
import type { Style } from '../terminal/style.ts';
import type { CompiledDeployment } from './deployment.ts';

/** What a deployment is made of, for people. Pure. */
export function deploymentLines({ frozen, code, target, files }: CompiledDeployment, style: Style): readonly string[] {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return [
    ...frozenLines(frozen, style),
    `${style.dim('code   ')} ${formatBytes(code.unpackedSize)}`,
    `${style.dim('made   ')} ${formatCount(files.length, 'file')}, ${formatBytes(bytes)}`,
    `${style.dim('from   ')} manifest ${target.manifest}`,
  ];
}

/** The same for programs. Pure. */
export function deploymentJson({ flow, target, code, environments, files }: CompiledDeployment, engine: string, name: string) {
  return {
    kind: 'deployment',
    flow: flow.name,
    target: engine,
    name,
    store: target.store,
    manifest: target.manifest,
    code: code.digest,
    environments,
    files: files.map((file) => ({ name: file.name, bytes: Buffer.byteLength(file.text) })),
  } satisfies Readonly<Record<string, unknown>> & { manifest: Digest };
}
