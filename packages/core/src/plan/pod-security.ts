import type { Json } from '../canonical.ts';

type Fields = Readonly<Record<string, Json>>;

/** What pods may do: little. Each setting can be loosened for a step by `@kubernetes(security_context=...)`. */
export const POD_SECURITY: Fields = {
  runAsNonRoot: true,
  runAsUser: 1000,
  runAsGroup: 1000,
  fsGroup: 1000,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What containers may do. */
export const CONTAINER_SECURITY: Fields = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** What a container may do, with what its step asks for on top. Pure. */
export function containerSecurity(own: Fields = {}): Fields {
  return { ...CONTAINER_SECURITY, ...ownSecurity(own) };
}

/** What a step asks for, with what that needs besides: asking for root alone is enough to get it. Pure. */
export function ownSecurity(own: Fields): Fields {
  return { ...(own.runAsUser === 0 && { runAsNonRoot: false }), ...own };
}
