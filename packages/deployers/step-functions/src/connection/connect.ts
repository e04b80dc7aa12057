import type { ConnectionOptions, Deed } from './connection-options.ts';
import { deedError } from './deed-error.ts';
import { type Clients, openClients } from './open-clients.ts';

/** The services, once they are asked for something. */
export interface Connection {
  /** Runs one operation; it fails with a code. Undefined when the service says that there is no such thing. */
  find<Result>(deed: Deed, operation: (clients: Clients, options: RequestOptions) => Promise<Result>): Promise<Result | undefined>;
  /** The same, where what is asked for has to be there. */
  request<Result>(deed: Deed, operation: (clients: Clients, options: RequestOptions) => Promise<Result>): Promise<Result>;
}

/** What every request is sent with. */
export interface RequestOptions {
  readonly abortSignal: AbortSignal;
}

/** Prepares to talk to the services: nothing is loaded before the first request. */
export function connect(options: ConnectionOptions, signal: AbortSignal): Connection {
  let opened: Promise<Clients> | undefined;
  const request: Connection['request'] = async (deed, operation) => {
    signal.throwIfAborted();
    opened ??= openClients(options);
    try {
      return await operation(await opened, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      throw deedError(error, deed);
    }
  };
  return {
    request,
    find: (deed, operation) => request(deed, async (...given) => operation(...given).catch(undefinedIfMissing)),
  };
}

const MISSING = new Set(['StateMachineDoesNotExist', 'ExecutionDoesNotExist', 'ResourceNotFoundException']);

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && MISSING.has(error.name)) return undefined;
  throw error;
}
