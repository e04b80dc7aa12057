import type { RemoteEnd } from '@frazil/core';
import { kubernetesLauncherErrors } from './errors.ts';
import { containerOf, HYDRATE, MAIN, type Pod } from './pod.ts';
import type { WorkerComplaint } from './worker-line.ts';

/** Exit codes of the worker after which trying again may help: the step failed, the store wasn't reached, it was ended. */
const MAY_HELP = new Set([1, 75, 137, 143]);

/** How a pod ended, from what the cluster and its worker say. Pure. */
export function endOfPod(step: string, pod: Pod, complaint: WorkerComplaint | undefined): RemoteEnd {
  const { reason, message } = pod.status;
  if (reason) return crashed(null, `The cluster ended the pod (${reason})${message ? `: ${dotted(message)}` : '.'}`);
  if (pod.metadata.deletionTimestamp !== undefined) return endWithoutPod();
  const name = [HYDRATE, MAIN].find((each) => (containerOf(pod, each)?.terminated?.exitCode ?? 0) !== 0);
  const ended = name && containerOf(pod, name)?.terminated;
  if (!name || !ended) return crashed(0, 'The pod ended without a record of its task.');
  if (ended.reason === 'OOMKilled')
    return crashed(ended.exitCode, `The container ${name} used more memory than its limit and was ended by the cluster.`);
  if (complaint && !MAY_HELP.has(ended.exitCode)) return { kind: 'broken', ...complaint };
  const said = complaint?.message ?? ended.message;
  const text = `The container ${name} ended with exit code ${ended.exitCode}${said ? `: ${dotted(said)}` : '.'}`;
  if (MAY_HELP.has(ended.exitCode)) return crashed(ended.exitCode, text);
  const {
    code,
    message: told,
    hint,
  } = kubernetesLauncherErrors.problem('launcher.worker-failed', { step, reason: text.replace(/\.$/, '') });
  return { kind: 'broken', code, message: told, hint };
}

/** How an attempt ended whose pod is no longer there. Pure. */
export function endWithoutPod(): RemoteEnd {
  return crashed(null, 'The pod was deleted, or its node was lost.');
}

function crashed(exitCode: number | null, reason: string): RemoteEnd {
  return { kind: 'crashed', exitCode, reason };
}

function dotted(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
