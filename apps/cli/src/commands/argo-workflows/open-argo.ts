import type { ArgoDeployer } from '@frazil/deployer-argo-workflows';
import * as z from 'zod/mini';
import type { Invocation } from '../../arguments/invocation.ts';

const PlaceOptions = z.object({ namespace: z.optional(z.string()), context: z.optional(z.string()) });

/** The cluster that the command line and the kubeconfig name. */
export async function openArgo({ settings, signal, options }: Invocation): Promise<ArgoDeployer> {
  const { namespace, context } = PlaceOptions.parse(options);
  const { createArgoDeployer } = await import('@frazil/deployer-argo-workflows');
  return createArgoDeployer({ environment: settings.variables, namespace, contextName: context, signal });
}
