import { type Context, isFrazilError, type Platform } from '@frazil/core';
import { runUv, type Uv } from '@frazil/uv';
import { normaliseName } from '../standards/name.ts';
import { MACOS_DEPLOYMENT_TARGET, TARGETS } from '../standards/target.ts';

/** What one run of the resolver answers. */
export interface CompileInput {
  readonly uv: Uv;
  /** Any Python of this machine; uv asks for one, and takes versions and markers from the target. */
  readonly hostPython: string;
  /** Lines of a requirements file. */
  readonly requirements: readonly string[];
  readonly platform: Platform;
  /** The exact version of Python of the target. */
  readonly python: string;
  /** A time in UTC. */
  readonly excludeNewer: string | undefined;
  /** A file of conditions on versions of packages that may come to be needed. */
  readonly constraints?: string | undefined;
  /** Packages that `excludeNewer` doesn't bind, for their index gives no upload times. */
  readonly exempt: ReadonlySet<string>;
}

/** How it is asked. */
export interface CompileOptions {
  /** More options of uv. */
  readonly options: readonly string[];
  /** Hears uv's warnings when it succeeds. */
  readonly onMessages?: (stderr: string) => void;
}

/** What the resolver writes, with more options. Throws `uv.failed`. Network, unless the options say offline. */
export async function compile(input: CompileInput, { options, onMessages = () => {} }: CompileOptions, context: Context): Promise<string> {
  const { uv, hostPython, requirements, platform, python, excludeNewer, constraints, exempt } = input;
  const target = ['--python', hostPython, '--python-version', python, '--python-platform', TARGETS[platform].uvPlatform];
  const dates = excludeNewer === undefined ? [] : ['--exclude-newer', excludeNewer, ...exemptions(exempt)];
  const bounds = constraints === undefined ? [] : ['--constraints', constraints];
  const args = ['pip', 'compile', '-', '--no-header', '--only-binary', ':all:', ...target, ...dates, ...bounds, ...options];
  const variables = { MACOSX_DEPLOYMENT_TARGET: MACOS_DEPLOYMENT_TARGET };
  return await runUv(uv, args, { context, variables, input: `${requirements.join('\n')}\n`, onMessages });
}

/**
 * Like {@link compile}, but packages that a date puts out of sight only because their index gives no upload times are exempt
 * from it. Without that, resolving fails, or quietly goes back to versions that don't need them. Gives the exempt ones too.
 */
export async function compileExempting(
  input: CompileInput,
  options: readonly string[],
  context: Context,
): Promise<{ readonly output: string; readonly exempt: ReadonlySet<string> }> {
  let messages = '';
  const onMessages = (stderr: string) => {
    messages = stderr;
  };
  const attempt = await settle(compile(input, { options, onMessages }, context));
  const exempt = new Set([...input.exempt, ...withoutUploadTime(attempt.status === 'fulfilled' ? messages : stderrOf(attempt.reason))]);
  if (exempt.size > input.exempt.size) return await compileExempting({ ...input, exempt }, options, context);
  if (attempt.status === 'rejected') throw attempt.reason;
  return { output: attempt.value, exempt };
}

async function settle<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

function exemptions(exempt: ReadonlySet<string>): string[] {
  return [...exempt].flatMap((name) => ['--exclude-newer-package', `${name}=false`]);
}

function stderrOf(error: unknown): string {
  return isFrazilError(error) && typeof error.details.stderr === 'string' ? error.details.stderr : '';
}

function withoutUploadTime(stderr: string): string[] {
  const files = stderr.matchAll(/^warning: `([^`]+)` is missing an upload date/gm);
  return [...files].map(([, file = '']) => normaliseName(file.endsWith('.whl') ? (file.split('-')[0] ?? '') : file.replace(/-[^-]*$/, '')));
}
