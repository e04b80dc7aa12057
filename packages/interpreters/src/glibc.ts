import { readInterpreterFacts } from './facts.ts';

/** A machine's glibc that is older than an interpreter needs. */
export interface GlibcShortfall {
  readonly needed: string;
  readonly found: string;
}

/** What this machine's glibc lacks for the interpreter in a prefix, which the loader would say in riddles; undefined when it will do. */
export async function glibcShortfall(prefix: string, found = glibcVersion()): Promise<GlibcShortfall | undefined> {
  const { glibc: needed } = await readInterpreterFacts(prefix);
  if (needed === undefined || found === undefined || compare(found, needed) >= 0) return undefined;
  return { needed, found };
}

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}

/** The glibc that this process runs with; undefined where it can't be told. */
function glibcVersion(): string | undefined {
  // Asking what the network is called takes seconds on some machines.
  Object.assign(process.report, { excludeNetwork: true });
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return undefined;
  const { header } = report;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return undefined;
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : undefined;
}
