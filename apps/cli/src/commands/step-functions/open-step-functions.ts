import type { StepFunctionsDeployer } from '@frazil/deployer-step-functions';
import * as z from 'zod/mini';
import type { Invocation } from '../../arguments/invocation.ts';

const RegionOptions = z.object({ region: z.optional(z.string()) });

/** The services of AWS that the command line and the usual variables and profiles name. */
export async function openStepFunctions({ options, signal }: Invocation): Promise<StepFunctionsDeployer> {
  const { createStepFunctionsDeployer } = await import('@frazil/deployer-step-functions');
  return createStepFunctionsDeployer(RegionOptions.parse(options), signal);
}
