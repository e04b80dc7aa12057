import { defineErrors } from '@frazil/core';

interface PodDetails {
  readonly step: string;
  readonly reason: string;
}

/** What can keep a pod from beginning its task. */
export const kubernetesLauncherErrors = defineErrors({
  'launcher.image-unusable': {
    message: ({ step, reason }: PodDetails) => `The cluster can't get an image that the step ${step} needs: ${reason}.`,
    hint: () =>
      'Check the names of --worker-image, --image and @kubernetes(image=), and whether the cluster may pull them (--image-pull-secret).',
  },
  'launcher.pod-refused': {
    message: ({ step, reason }: PodDetails) => `The cluster can't make the containers of the step ${step}: ${reason}.`,
    hint: () => 'Check the secrets, claims and security settings that @kubernetes, @secrets and the command line name.',
  },
  'launcher.worker-failed': {
    message: ({ step, reason }: PodDetails) => `The worker in the pod of the step ${step} can't do its work: ${reason}.`,
    hint: () => 'Check that --worker-image holds the frazil-worker of this version.',
  },
});
