import { planFlow } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { finishRun } from '@frazil/runtime';
import { EXIT } from '../exit-codes.ts';
import { openStore } from '../settings/open-store.ts';
import { runSettings, statusSetting, systemTagsOf, type Variables } from '../settings/settings.ts';
import type { Command } from './command.ts';

/** Records how a run ended, for engines that tell, and tells the webhook that wants to know. A run that is done stays done. */
export const finish: Command = async ({ variables, log }) => {
  const settings = runSettings(variables);
  const status = statusSetting(variables);
  const store = await openStore(settings.store, variables);
  const { flow, code, settings: deployed } = await readManifest(store, settings.manifest);
  const plan = planFlow(flow, { environments: new Map() });
  const about = { code: { digest: code, file: flow.file }, tags: deployed.tags, systemTags: systemTagsOf(settings, flow) };
  const run = { ...settings, plan, ...about, parameters: {} };
  const record = await finishRun(store, run, status);
  log.info(`the run ${record.run} is ${record.status}`);
  const problem = await notify(variables, record.status, `${flow.name}: the run ${record.run} is ${record.status}`);
  if (problem !== undefined) log.warn(`the webhook was not told: ${problem}`);
  return EXIT.done;
};

const PATIENCE = 30_000;

/** Tells a webhook, as Slack's take it; gives what went wrong. The run is over: nobody would try again. */
async function notify(variables: Variables, status: string, text: string): Promise<string | undefined> {
  const { FRAZIL_NOTIFY_URL: url, FRAZIL_NOTIFY_ON: on = '' } = variables;
  if (!url || !on.split(',').includes(status)) return undefined;
  try {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ text });
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
