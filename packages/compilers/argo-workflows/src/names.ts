import { identityOf, type Plan, withDigest } from '@frazil/core';
import { argoErrors } from './errors.ts';

/** Kubernetes appends 11 characters to a CronWorkflow's name to name its runs, which are labels of at most 63. */
const LONGEST_NAME = 52;
const DNS_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const TASK_NAME = /^[A-Za-z0-9][-A-Za-z0-9]{0,99}$/;
/** What `depends` of Argo would take for words of its expressions. */
const EXPRESSION_WORDS = new Set([
  'and',
  'or',
  'not',
  'in',
  'matches',
  'contains',
  'startsWith',
  'endsWith',
  'let',
  'if',
  'else',
  'nil',
  'true',
  'false',
]);

/**
 * The name of a plan's WorkflowTemplate. Pure. Flows whose names differ in more than upper and lower case get different names: one
 * that has to be changed to be allowed gets a digest of what it was.
 */
export function argoNameOf(plan: Plan, chosen?: string): string {
  if (chosen !== undefined) {
    if (chosen.length > LONGEST_NAME || !DNS_NAME.test(chosen)) throw argoErrors.create('argo.name', { name: chosen });
    return chosen;
  }
  const identity = identityOf(plan);
  const lower = identity.toLowerCase();
  if (lower.length <= LONGEST_NAME && DNS_NAME.test(lower)) return lower;
  const plain = lower
    .replaceAll(/[^-a-z0-9.]/g, '-')
    .split('.')
    .map((part) => part.replaceAll(/^-+|-+$/g, ''));
  return withDigest(plain.filter((part) => part !== '').join('.'), identity, LONGEST_NAME);
}

/** Names for tasks and templates of Argo, of which no two are the same. */
export interface Names {
  /** The name of a place of the plan. */
  ofTask(id: string): string;
  /** A name that nothing else has, after `wanted`. */
  fresh(wanted: string): string;
}

/** Names for the places of a plan: a place whose name Argo doesn't allow, or allows to another, gets a digest. Pure. */
export function namesOf(ids: readonly string[]): Names {
  const plain = ids.map((id) => id.replaceAll('_', '-'));
  const wanted = new Map<string, number>();
  for (const name of plain) wanted.set(name, (wanted.get(name) ?? 0) + 1);
  const names = new Map<string, string>();
  ids.forEach((id, index) => {
    const name = plain[index] ?? id;
    const isFine = TASK_NAME.test(name) && !EXPRESSION_WORDS.has(name) && (name === id || wanted.get(name) === 1);
    names.set(id, isFine ? name : withDigest(id.replaceAll(/[^-A-Za-z0-9]/g, '-').replaceAll(/^-+/g, ''), id, 100));
  });
  const taken = new Set(names.values());
  const fresh = (text: string): string => {
    let name = text;
    for (let number = 2; taken.has(name); number += 1) name = `${text}-${number}`;
    taken.add(name);
    return name;
  };
  return { ofTask: (id) => names.get(id) ?? id, fresh };
}
