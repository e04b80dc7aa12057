import { readFileSync } from 'node:fs';
import type { ContainerMount } from './run-container.ts';

const OF_THE_KERNEL = /^\/(?:proc|sys|dev|run)(?:\/|$)/;

/** What is mounted on this machine beside its root file system, for a container that has this machine's root. */
export function machineMounts(): readonly ContainerMount[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').trimEnd().split('\n');
  const targets = lines.map((line) => unescaped(line.split(' ')[4] ?? '/'));
  const outermost = targets.filter((target) => !targets.some((other) => other !== '/' && target.startsWith(`${other}/`)));
  const wanted = new Set(outermost.filter((target) => target !== '/' && !OF_THE_KERNEL.test(target)));
  return [...wanted].map((target) => ({ source: target, target, isReadOnly: false }));
}

function unescaped(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
