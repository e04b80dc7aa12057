import { isFrazilError } from '@frazil/core';
import * as z from 'zod/mini';
import { sfnDeployerErrors } from '../errors.ts';
import type { Deed } from './connection-options.ts';

type Code =
  | 'sfn.region-missing'
  | 'sfn.credentials-missing'
  | 'sfn.credentials-expired'
  | 'sfn.denied'
  | 'sfn.unreachable'
  | 'sfn.busy'
  | 'sfn.refused';

/** What an error of the SDK or the network means. Nothing of the request is kept: headers hold secrets. Bugs stay what they are. Pure. */
export function deedError(error: unknown, { doing, what }: Deed): unknown {
  if (isFrazilError(error) || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  const reason = reasonOf(error);
  return sfnDeployerErrors.create(code, { doing, what, reason }, { cause: new Error(reason) });
}

const CODES: readonly (readonly [names: RegExp, code: Code])[] = [
  [/^(CredentialsProviderError|TokenProviderError)$/, 'sfn.credentials-missing'],
  [/^(ExpiredToken|ExpiredTokenException|RequestExpired)$/, 'sfn.credentials-expired'],
  [
    /^(AccessDenied|AccessDeniedException|UnrecognizedClientException|InvalidSignatureException|InvalidClientTokenId|NotAuthorized)$/,
    'sfn.denied',
  ],
  [/Throttl|TooManyRequests|LimitExceeded|ServiceUnavailable|InternalServer|Conflict/, 'sfn.busy'],
  [/^TimeoutError$/, 'sfn.unreachable'],
];

const NETWORK =
  /^(E(CONNRESET|CONNREFUSED|CONNABORTED|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH)|HPE_\w+|ERR_TLS_\w+|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+)$/;

function codeOf(error: Error): Code | undefined {
  const known = CODES.find(([names]) => names.test(error.name));
  if (known !== undefined) return known[1];
  if (error.message === 'Region is missing') return 'sfn.region-missing';
  if ('code' in error && NETWORK.test(String(error.code))) return 'sfn.unreachable';
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 401 || status === 403) return 'sfn.denied';
  return status === 429 || status >= 500 ? 'sfn.busy' : 'sfn.refused';
}

/** What the SDK adds to its errors. */
const SdkError = z.object({
  $metadata: z.optional(z.object({ httpStatusCode: z.optional(z.number()) })),
  $response: z.optional(z.object({ statusCode: z.optional(z.number()) })),
});

function statusOf(error: Error): number | undefined {
  const { data } = SdkError.safeParse({ ...error });
  return data?.$metadata?.httpStatusCode ?? data?.$response?.statusCode;
}

function reasonOf({ name, message }: Error): string {
  const text = message.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
  if (text === '' || text === 'UnknownError') return name;
  return name === 'Error' || text.includes(name) ? text : `${name}: ${text}`;
}
