import { expect, test } from 'vitest';
import { identityOf, identityOfTrigger } from './identity-of.ts';

test.each([
  [{ flow: 'Ice', project: undefined }, 'Ice'],
  [{ flow: 'Ice', project: { name: 'lake', branch: 'prod', production: true } }, 'lake.prod.Ice'],
] as const)('a flow is told from others by its project and branch: %o', (plan, identity) => {
  expect(identityOf(plan)).toBe(identity);
});

const own = { name: 'lake', branch: 'test.a', production: false };
test.each([
  [{ flow: 'Ice', project: undefined, branch: undefined }, undefined, 'Ice'],
  [{ flow: 'Ice', project: undefined, branch: undefined }, own, 'lake.test.a.Ice'],
  [{ flow: 'Ice', project: undefined, branch: 'prod' }, own, 'lake.prod.Ice'],
  [{ flow: 'Ice', project: 'river', branch: undefined }, own, 'river.Ice'],
])('a flow that %o names, of %o', (trigger, project, identity) => {
  expect(identityOfTrigger(trigger, project)).toBe(identity);
});
