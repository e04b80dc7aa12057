import { digestOf, digestOfJson, hexOf, identityOf, type Json, type Plan } from '@frazil/core';
import { stepFunctionsErrors } from './errors.ts';

/** What the states of a step are for, beside the step itself. Steps' names have no dot, so no two states are called the same. */
export type Purpose = 'items' | 'foreach' | 'gang' | 'parallel' | 'case' | 'switch' | 'other' | 'over' | 'enter' | 'again';

const LONGEST_STATE = 80;

/** The name of a state: the step's, with what it is for. Unique in a flow, 80 characters at most. Pure. */
export function stateName(id: string, purpose?: Purpose): string {
  const end = purpose === undefined ? '' : `.${purpose}`;
  return `${shortened(id, LONGEST_STATE - end.length)}${end}`;
}

/** What the state machine of a flow is called: its project, branch and name, unless a name is chosen. Pure. */
export function stateMachineName(plan: Plan, chosen?: string): string {
  if (chosen === undefined) return plainName(identityOf(plan), LONGEST_STATE);
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(chosen)) throw stepFunctionsErrors.create('sfn.name', { name: chosen });
  return chosen;
}

const LONGEST_DEFINITION = 100;
const DIGITS = 16;

/** What a definition of jobs or tasks is called: the state machine's name, and the digest of what it says. Pure. */
export function definitionName(machine: string, content: Json): string {
  return `${shortened(machine, LONGEST_DEFINITION)}-${hexOf(digestOfJson(content)).slice(0, DIGITS)}`;
}

/** The same for any content, as policies have it: what the flow's next version is called is allowed already. Pure. */
export function anyDefinitionName(machine: string): string {
  return `${shortened(machine, LONGEST_DEFINITION)}-${'?'.repeat(DIGITS)}`;
}

/** What a step's jobs are called. Pure. */
export function jobName(flow: string, id: string): string {
  return plainName(`${flow}-${id}`, LONGEST_DEFINITION);
}

/** Letters, digits, `-` and `_`; what had to change for that ends in a digest. */
function plainName(text: string, longest: number): string {
  const plain = text.replaceAll('.', '-').replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return plain === text.replaceAll('.', '-') ? shortened(plain, longest) : `${plain.slice(0, longest - 9)}-${shortDigest(text)}`;
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 9)}-${shortDigest(text)}`;
}

function shortDigest(text: string): string {
  return hexOf(digestOf(text)).slice(0, 8);
}
