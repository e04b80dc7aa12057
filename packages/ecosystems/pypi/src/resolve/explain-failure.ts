import { type Context, diskErrors, type FrazilError, isFrazilError } from '@frazil/core';
import { pypiErrors } from '../errors.ts';
import type { CompileInput } from './compile.ts';
import { nearestVersions } from './nearest-versions.ts';

/** Turns what uv says when it fails into an error of ours; anything else passes unchanged. May ask uv again, offline. */
export async function explainFailure(error: unknown, input: CompileInput, context: Context): Promise<unknown> {
  if (!isFrazilError(error) || error.code !== 'uv.failed') return error;
  const stderr = String(error.details.stderr);
  const text = tidy(stderr);
  return explainMachine(text) ?? explainSource(text) ?? (await explainSolution(text, input, context)) ?? unexplained(text);
}

/** Like {@link explainFailure}, for a question that has no wrong answers, only a machine or a network that fails. Pure. */
export function explainAsking(error: unknown): unknown {
  if (!isFrazilError(error) || error.code !== 'uv.failed') return error;
  const text = tidy(String(error.details.stderr));
  return explainMachine(text) ?? unexplained(text);
}

/** One statement a line, without warnings: wrapped and indented lines are joined. Pure. */
export function tidy(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^(warning|Using|Resolved)\b/.test(line));
  return lines
    .map((line) =>
      line
        .trimEnd()
        .replace(/^\s*[×╰├─▶│]+\s*/, '')
        .replace(/^ {2}cause: /, ''),
    )
    .join('\n')
    .replace(/\n\s+(?=\S)/g, ' ')
    .trim();
}

function explainMachine(text: string): FrazilError | undefined {
  if (/No space left on device|os error 28/.test(text)) return diskError('disk.full', text);
  if (/Permission denied|Read-only file system/.test(text)) return diskError('disk.read-only', text);
  if (/network was disabled|offline/i.test(text)) return noNetwork('The package index', 'uv is told to stay offline (UV_OFFLINE)');
  const refused =
    /\((\S+)\) could not be queried due to a lack of valid authentication credentials \((\d+)/.exec(text) ??
    /An index \((\S+)\) returned a (40[13])/.exec(text) ??
    /\((40[13]) \w+\) for url \((\S+)\)/.exec(text);
  if (refused !== null) return notAllowed(refused[1] ?? '', refused[2] ?? '');
  const url = /Failed to (?:fetch|download)[^:]*: `?(\S+?)`?(?:\n|$)/.exec(text)?.[1];
  if (url !== undefined || /error sending request/.test(text)) return noNetwork(url ?? 'The package index', lastLine(text));
  return undefined;
}

function diskError(code: 'disk.full' | 'disk.read-only', text: string): FrazilError {
  return diskErrors.create(code, { doing: 'resolving with', path: /`(\/[^`]+)`/.exec(text)?.[1] ?? "uv's cache", reason: lastLine(text) });
}

function notAllowed(one: string, other: string): FrazilError {
  const [url, status] = /^\d+$/.test(one) ? [other, one] : [one, other];
  return pypiErrors.create('pypi.not-allowed', { url, status: Number(status) });
}

function noNetwork(what: string, reason: string): FrazilError {
  return pypiErrors.create('pypi.no-network', { what, reason });
}

function explainSource(text: string): FrazilError | undefined {
  const source = /(?:Failed to (?:download and )?build|Building source distributions for) `?([A-Za-z0-9._-]+)/.exec(text)?.[1];
  if (source !== undefined) return pypiErrors.create('pypi.needs-build', { package: source });
  const missing = /Distribution not found at: (\S+)/.exec(text)?.[1];
  return missing === undefined ? undefined : noNetwork(missing, 'there is no such file');
}

async function explainSolution(text: string, input: CompileInput, context: Context): Promise<FrazilError | undefined> {
  const unknown = /([\w.-]+)(?:\[[^\]]*\])? was not found in the package registry/.exec(text)?.[1];
  if (unknown !== undefined) return pypiErrors.create('pypi.unknown-package', { package: unknown });
  const wheel = explainWheel(text, input);
  if (wheel !== undefined) return wheel;
  const filtered = /`([\w.-]+)` was filtered by `exclude-newer`/.exec(text)?.[1];
  if (filtered !== undefined) return nothingBefore(filtered, text, input);
  const [, name, version] = /there is no version of ([\w.-]+)(?:\[[^\]]*\])?(?:\{[^}]*\})?==(\S+)/.exec(text) ?? [];
  if (name !== undefined && version !== undefined) {
    return pypiErrors.create('pypi.unknown-version', {
      package: name,
      version,
      nearest: await nearestVersions(name, version, input, context),
    });
  }
  if (!/No solution found/.test(text)) return undefined;
  return pypiErrors.create('pypi.impossible', { platform: input.platform, python: input.python, explanation: explanationOf(text) });
}

function explainWheel(text: string, { platform, python }: CompileInput): FrazilError | undefined {
  const [, name, version = ''] =
    /([A-Za-z0-9][\w.-]*?)(?:==|(?=[<>~!]=?))?([<>=~!]*[\d][\w.!+]*)? ha(?:s|ve) no (?:usable wheels|wheels with)/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const existing = /Wheels are available for .*? on the following platforms?: (.*)/.exec(text)?.[1]?.match(/[^`, ]+/g) ?? [];
  // A range stands for all that was asked for, in words of the resolver's search: it says nothing to a person.
  const said = /^\d/.test(version) ? version : '';
  return pypiErrors.create('pypi.no-wheel', { package: name, version: said, platform, python, existing });
}

function nothingBefore(name: string, text: string, { excludeNewer }: CompileInput): FrazilError {
  const published = /published at (\S+?)\.(?:\s|$)/.exec(text)?.[1];
  return pypiErrors.create('pypi.nothing-before-date', { package: name, date: excludeNewer ?? 'the date of UV_EXCLUDE_NEWER', published });
}

/** uv's own proof, without its first line and without advice that speaks of uv's options. */
function explanationOf(text: string): string {
  const lines = text.split('\n').filter((line) => line !== '' && !/^(error: )?No solution found|^hint:/.test(line));
  const proof = lines.join(' ').replace(/\{[^}]*\}/g, '');
  return proof.replace(', we can conclude that your requirements are unsatisfiable', ', this is impossible');
}

function unexplained(text: string): FrazilError {
  const reason = (text.split('\n')[0] ?? '').replace(/^error: /, '') || 'it said nothing';
  return pypiErrors.create('pypi.resolver-failed', { reason, output: text });
}

function lastLine(text: string): string {
  return (
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('hint:'))
      .at(-1)
      ?.trim() ?? ''
  );
}
