import type { RemoteEnd, RemoteWatcher } from '@frazil/core';
import { kubernetesLauncherErrors } from './errors.ts';
import type { Pod } from './pod.ts';
import { type Fault, type Wait, whyPodWaits } from './why-pod-waits.ts';

/** Keeps an eye on why a pod doesn't begin. */
export interface Waits {
  see(pod: Pod): void;
  stop(): void;
}

/** Says once why a pod waits, whenever that changes; where it takes too long and a person has to do something, `giveUp` is called. */
export function createWaits(step: string, watcher: Pick<RemoteWatcher, 'waits'>, giveUp: (end: RemoteEnd) => void): Waits {
  let told: string | undefined;
  let timer: { readonly fault: Fault; readonly clear: () => void } | undefined;
  const stop = (): void => {
    timer?.clear();
    timer = undefined;
  };
  const arm = ({ reason, fault }: Wait): void => {
    // One that goes on under another name isn't waited for anew.
    if (timer && timer.fault.code === fault?.code && timer.fault.patience <= fault.patience) return;
    stop();
    if (fault === undefined) return;
    const { code, message, hint } = kubernetesLauncherErrors.problem(fault.code, { step, reason });
    const timeout = setTimeout(() => giveUp({ kind: 'broken', code, message, hint }), fault.patience * 1000);
    timer = { fault, clear: () => clearTimeout(timeout) };
  };
  return {
    see: (pod) => {
      const wait = whyPodWaits(pod);
      if (wait === undefined) return stop();
      arm(wait);
      const [kind] = wait.reason.split(':');
      if (kind !== told) watcher.waits(wait.reason);
      told = kind;
    },
    stop,
  };
}
