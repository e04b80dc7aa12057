import type { Pod } from './pod.ts';

/** The pods that a label selector means: `a=b`, `a!=b`, `a`, `!a`, with commas between. Pure. */
export function selectPods(pods: readonly Pod[], selector: string): readonly Pod[] {
  const terms = selector.split(',').filter((term) => term !== '');
  return pods.filter(({ body }) => terms.every((term) => holds(term, body.metadata.labels ?? {})));
}

function holds(term: string, labels: Readonly<Record<string, string>>): boolean {
  const [, label = '', operator, value = ''] = /^([^!=]+?)\s*(!=|==?)\s*(.*)$/.exec(term) ?? [];
  if (operator === '!=') return labels[label] !== value;
  if (operator !== undefined) return labels[label] === value;
  return term.startsWith('!') ? !(term.slice(1) in labels) : term in labels;
}
