import { environmentProvider } from './environment-provider.ts';
import { fileProvider } from './file-provider.ts';
import { inlineProvider } from './inline-provider.ts';
import { kubernetesProvider } from './kubernetes-provider.ts';
import type { SecretsProvider } from './secrets-provider.ts';

/** The providers that need nothing but this machine. */
export const builtInProviders: readonly SecretsProvider[] = [environmentProvider, fileProvider, inlineProvider, kubernetesProvider];
