import type { FlowAdditions } from '@frazil/testkit';
import type { Cell } from './cell.ts';

/** What a flow of any shape must do: lines that are added to it, and a check that runs it. */
export interface Behaviour {
  readonly name: string;
  readonly before?: readonly string[];
  readonly members?: readonly string[];
  /** Above the subject. */
  readonly decorators?: readonly string[];
  /** In the subject. */
  readonly body?: readonly string[];
  check(cell: Cell): Promise<void>;
}

/** What a behaviour adds to a flow. Pure. */
export function additionsOf({ before = [], members = [], decorators = [], body = [] }: Behaviour, subject: string): FlowAdditions {
  return {
    before: ['import os, sys, time', 'from metaflow import *', '', ...before],
    members,
    decorators: { [subject]: decorators },
    bodies: { [subject]: body },
  };
}
