import type { SecretsProvider } from '@frazil/runtime';
import type { Settings } from '../settings/settings.ts';

/** Where `@secrets` of local runs finds secrets besides what is built in: AWS, as the user is known there. */
export async function secretsProviders({ variables }: Settings): Promise<readonly SecretsProvider[]> {
  const { createSecretsManager } = await import('@frazil/runtime');
  const region = variables.AWS_REGION || variables.AWS_DEFAULT_REGION;
  return [createSecretsManager(async () => (await import('@frazil/store-s3')).findAccess(region ? { region } : {}))];
}
