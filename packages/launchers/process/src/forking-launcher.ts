import type { LaunchedTask, Launcher, LaunchInput } from '@frazil/core';
import { type ForkServer, startForkServer } from './fork-server.ts';
import { processGroup } from './process-group.ts';
import { createProcessLauncher } from './process-launcher.ts';

/**
 * Starts tasks as processes of this machine, forked from one process per Python in which the SDK is imported already: a task
 * starts in a few milliseconds. `program` is the SDK's fork server. Whatever a fork server can't start is started as a
 * process of its own. For Linux: elsewhere, forked processes can't rely on the system's libraries.
 */
export function createForkingLauncher(program: string): Launcher {
  const servers = new Map<string, ForkServer>();
  const { launch } = createProcessLauncher();
  return {
    name: 'process',
    launch: async (input) => (await fork(serverFor(input, program, servers), input)) ?? launch(input),
  };
}

/** Variables count: some are read when a Python starts, such as the locale. */
function serverFor(input: LaunchInput, program: string, servers: Map<string, ForkServer>): ForkServer {
  const key = JSON.stringify([input.python, input.variables]);
  const server = servers.get(key) ?? startForkServer(program, input);
  servers.set(key, server);
  return server;
}

async function fork(server: ForkServer, input: LaunchInput): Promise<LaunchedTask | undefined> {
  const task = await server.fork(input);
  if (task === undefined) return undefined;
  const group = processGroup(task.pid);
  const exit = task.exit.then(async (end) => {
    await group.end();
    return end;
  });
  return { id: task.pid, channel: task.channel, exit, kill: group.kill };
}
