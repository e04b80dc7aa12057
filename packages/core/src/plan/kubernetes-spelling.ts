import type { Json } from '../canonical.ts';
import { isMap } from './read-decorator.ts';

type Fields = Readonly<Record<string, Json>>;

/**
 * Fields of Kubernetes as its API spells them: `run_as_user`, which its Python client has and Metaflow takes, becomes `runAsUser`; names
 * that are spelled so stay. Not for maps whose names are the user's own. Pure.
 */
export function kubernetesFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      kubernetesSpelling(value),
    ]),
  );
}

/** The same for any value. Pure. */
export function kubernetesSpelling(value: Json): Json {
  if (Array.isArray(value)) return value.map(kubernetesSpelling);
  return isMap(value) ? kubernetesFields(value) : value;
}
