import type { Json } from '@frazil/core';
import type { State } from './asl.ts';

/** A state machine as text, a state to a line: small, and what changed between two of them can be read. Pure. */
export function printStates(machine: State): string {
  return `${printed(machine, '')}\n`;
}

function printed(value: Json | undefined, indent: string): string {
  if (!isRecord(value)) return isList(value) ? `[${value.map((each) => printed(each, indent)).join(',')}]` : JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${printedMember(name, member, indent)}`).join(',')}}`;
}

function printedMember(name: string, member: Json | undefined, indent: string): string {
  if (name !== 'States' || !isRecord(member)) return printed(member, indent);
  const inner = `${indent} `;
  const states = Object.entries(member).map(([state, body]) => `${inner}${JSON.stringify(state)}:${printed(body, inner)}`);
  return `{\n${states.join(',\n')}\n${indent}}`;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is State {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
