import type { FlowAdditions } from '@frazil/testkit';

/** Lines that are added to a flow of any shape. */
export interface Addition {
  readonly name: string;
  readonly before?: readonly string[];
  readonly members?: readonly string[];
  /** Above the subject. */
  readonly decorators?: readonly string[];
  /** In the subject. */
  readonly body?: readonly string[];
}

/** What is added to a flow. Pure. */
export function additionsOf({ before = [], members = [], decorators = [], body = [] }: Addition, subject: string): FlowAdditions {
  return {
    before: ['import os, sys, time', 'from metaflow import *', '', ...before],
    members,
    decorators: { [subject]: decorators },
    bodies: { [subject]: body },
  };
}
