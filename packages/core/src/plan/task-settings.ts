import type { Flow, Step } from '../flow/flow.ts';
import type { TaskNode } from './plan.ts';

type TaskSettings = Pick<TaskNode, 'resources' | 'kubernetes' | 'batch' | 'variables' | 'secrets'>;

/** What the decorators of a step say of where and with what it runs. Pure. */
export function taskSettingsOf(_flow: Flow, _step: Step): TaskSettings {
  const none = undefined;
  return {
    resources: { cpu: none, memory: none, gpu: none, disk: none, sharedMemory: none, tmpfs: none },
    kubernetes: none,
    batch: none,
    variables: {},
    secrets: [],
  };
}
