import type { Plan } from '@frazil/core';
import { stepFunctionsErrors } from '../errors.ts';

/** Throws for what a flow's class asks for and Step Functions hasn't got. Pure. */
export function checkFlowSettings({ flow, file, triggers, exitHooks }: Plan): void {
  const location = { file };
  const [event] = triggers.events;
  if (event)
    throw stepFunctionsErrors.create('sfn.trigger-unsupported', { flow, trigger: `the event ${event.name} (@trigger)` }, { location });
  const [finished] = triggers.flows;
  if (finished) {
    const trigger = `the end of ${finished.flow} (@trigger_on_finish)`;
    throw stepFunctionsErrors.create('sfn.trigger-unsupported', { flow, trigger }, { location });
  }
  const hooks = [...exitHooks.onSuccess, ...exitHooks.onError];
  if (hooks.length > 0) throw stepFunctionsErrors.create('sfn.exit-hook-unsupported', { flow, hooks }, { location });
}
