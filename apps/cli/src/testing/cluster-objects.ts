/** What a namespace of tests is made of. */
export interface ClusterObjectsInput {
  readonly namespace: string;
  /** The entries of the secret `bucket`. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** The service account that tasks run as. */
export const SERVICE_ACCOUNT = 'flow';
/** The secret that opens the store. */
export const BUCKET_SECRET = 'bucket';

const PRIVATE_ADDRESSES = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

/** What tasks find in their namespace: a service account that may do what the guide says, the store's credentials, and no way out. Pure. */
export function clusterObjects({ namespace, credentials }: ClusterObjectsInput): object {
  const rbac = 'rbac.authorization.k8s.io';
  const rules = [{ apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] }];
  const egress = [{ to: PRIVATE_ADDRESSES.map((cidr) => ({ ipBlock: { cidr } })) }];
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: SERVICE_ACCOUNT } },
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: 'executor' }, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'executor' },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'executor' },
      subjects: [{ kind: 'ServiceAccount', name: SERVICE_ACCOUNT, namespace }],
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: BUCKET_SECRET }, stringData: credentials },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'no-way-out' },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress },
    },
  ];
  return { apiVersion: 'v1', kind: 'List', items: objects };
}
