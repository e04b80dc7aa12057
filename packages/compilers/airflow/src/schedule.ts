import { identityOfTrigger, type Plan } from '@frazil/core';
import { eventsAsset, runsAsset } from './names.ts';
import { call, type Expression, list, source, value } from './python/expression.ts';

/** What starts runs: a time, what other flows and events tell, either of the two, or nothing. Pure. */
export function scheduleOf({ schedule, triggers, project }: Plan): Expression {
  const addresses = [
    ...triggers.events.map(({ name }) => eventsAsset(name)),
    ...triggers.flows.map((flow) => runsAsset(identityOfTrigger(flow, project))),
  ];
  const assets = list(addresses.map((address) => call('Asset', [value(address)])));
  const time = schedule && call('CronTriggerTimetable', [value(schedule.cron)], { timezone: value(schedule.timezone ?? 'UTC') });
  if (time === undefined) return addresses.length === 0 ? source('None') : assets;
  return addresses.length === 0 ? time : call('AssetOrTimeSchedule', [], { timetable: time, assets });
}
