import { secretError } from './secret-error.ts';
import { textsOf } from './secret-variables.ts';
import type { SecretsProvider } from './secrets-provider.ts';

/** What the flow file itself says (`options={'env_vars': {...}}`), as everybody can read there: for tests. */
export const inlineProvider: SecretsProvider = {
  name: 'inline',
  read: async (source) => {
    const { env_vars: variables = {} } = source.options;
    if (typeof variables !== 'object' || variables === null) throw secretError('invalid', source, 'its env_vars are no names and values');
    return textsOf(source, variables);
  },
};
