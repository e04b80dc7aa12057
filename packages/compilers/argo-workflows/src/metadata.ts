import { type CompileInput, identityOf, labelOf, ownLabels, sorted } from '@frazil/core';
import { argoErrors } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { argoNameOf } from './names.ts';
import type { ArgoOptions } from './options.ts';
import { tasksOf } from './tasks-of.ts';

/** The metadata of everything that is made of a plan: its annotation `frazil.dev/flow` says whose it is. Pure. */
export function metadataOf({ plan, target, options }: CompileInput<ArgoOptions>): Manifest['metadata'] {
  const identity = identityOf(plan);
  const own = Object.entries(sorted(target.labels));
  return {
    name: argoNameOf(plan, options.name),
    namespace: namespaceOf(plan, options),
    labels: {
      'app.kubernetes.io/managed-by': 'frazil',
      'frazil.dev/flow': labelOf(identity),
      ...ownLabels(target.labels),
    },
    annotations: {
      'frazil.dev/flow': identity,
      'frazil.dev/manifest': target.manifest,
      ...Object.fromEntries(own.map(([key, value]) => [`frazil.dev/${key}`, value])),
    },
  };
}

function namespaceOf(plan: CompileInput<ArgoOptions>['plan'], { namespace }: ArgoOptions): string | undefined {
  const asked = tasksOf(plan).flatMap(({ kubernetes }) => kubernetes?.namespace ?? []);
  const namespaces = [...new Set([...(namespace === undefined ? [] : [namespace]), ...asked])];
  if (namespaces.length > 1) throw argoErrors.create('argo.namespaces-differ', { namespaces });
  return namespaces[0];
}
