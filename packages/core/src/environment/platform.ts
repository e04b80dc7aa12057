import * as z from 'zod/mini';

/** The platforms that an environment can be frozen for: `os-architecture`. */
export const Platform = z.enum(['linux-x86_64', 'linux-aarch64', 'osx-arm64', 'osx-x86_64']);
export type Platform = z.infer<typeof Platform>;

/** What a lock covers beside the host when nothing else is asked for. */
export const DEFAULT_PLATFORMS: readonly Platform[] = ['linux-x86_64', 'linux-aarch64', 'osx-arm64'];

const BY_NODE_NAME: Readonly<Record<string, Platform>> = {
  'linux-x64': 'linux-x86_64',
  'linux-arm64': 'linux-aarch64',
  'darwin-arm64': 'osx-arm64',
  'darwin-x64': 'osx-x86_64',
};

/** The platform of a Node process, from its `process.platform` and `process.arch`; undefined when we don't freeze for it. Pure. */
export function platformOf(process: { readonly platform: string; readonly arch: string }): Platform | undefined {
  return BY_NODE_NAME[`${process.platform}-${process.arch}`];
}
