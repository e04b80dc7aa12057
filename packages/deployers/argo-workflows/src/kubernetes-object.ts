import { parseAllDocuments } from 'yaml';
import * as z from 'zod/mini';
import { argoDeployerErrors } from './errors.ts';

const Texts = z._default(z.nullable(z.record(z.string(), z.string())), {});

/** An object of Kubernetes, ours or the cluster's. */
export const KubernetesObject = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.optional(z.string()),
    resourceVersion: z.optional(z.string()),
    labels: Texts,
    annotations: Texts,
  }),
  spec: z.record(z.string(), z.json()),
});
export type KubernetesObject = z.infer<typeof KubernetesObject>;

const List = z.object({ kind: z.literal('List'), items: z.array(KubernetesObject) });

/** The objects of a compiled document: YAML of several, JSON of one or of a List. Pure. Throws when it is something else. */
export function readManifests(text: string): readonly KubernetesObject[] {
  const documents = text.trimStart().startsWith('{')
    ? [jsonOf(text)]
    : parseAllDocuments(text, { version: '1.1' }).map((each) => each.toJS());
  return documents.flatMap((document) => {
    const list = z.safeParse(List, document);
    if (list.success) return list.data.items;
    const one = z.safeParse(KubernetesObject, document);
    if (one.success) return [one.data];
    throw argoDeployerErrors.create('argo.document-invalid', { reason: z.prettifyError(one.error).replaceAll('\n', ' ') });
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw argoDeployerErrors.create('argo.document-invalid', { reason: 'it is not JSON' }, { cause: error });
  }
}
