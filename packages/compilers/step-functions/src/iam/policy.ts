import type { Json } from '@frazil/core';

/** One permission of a policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Json;
}

/** A policy document of permissions. Pure. */
export function policyOf(statements: readonly Statement[]): Json {
  return { Version: '2012-10-17', Statement: statements.map((statement) => ({ ...statement })) };
}

/** A permission. Pure. */
export function allow(sid: string, actions: readonly string[], resource: string | readonly string[], condition?: Json): Statement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resource, ...(condition !== undefined && { Condition: condition }) };
}

/** The policy that lets a service take a role. Pure. */
export function trustOf(service: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
  };
}
