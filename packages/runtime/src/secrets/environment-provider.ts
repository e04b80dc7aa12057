import { secretError } from './secret-error.ts';
import type { SecretsProvider } from './secrets-provider.ts';

/** Secrets that are variables of this process already, such as those of a CI job: named, they are wanted and checked, and can get another name. */
export const environmentProvider: SecretsProvider = {
  name: 'environment',
  read: async (source, { variables }) => {
    const value = variables[source.id];
    if (value === undefined) throw secretError('missing', source, 'there is no variable of that name');
    const { env_var_name: chosen } = source.options;
    return { [typeof chosen === 'string' ? chosen : source.id]: value };
  },
};
