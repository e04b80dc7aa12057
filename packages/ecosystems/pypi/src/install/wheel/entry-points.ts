import { installErrors } from '../errors.ts';

/** A command that a package declares. */
export interface EntryPoint {
  readonly name: string;
  readonly module: string;
  /** What to call: a name in the module, or a path of attributes. */
  readonly attribute: string;
}

const SCRIPTS = new Set(['console_scripts', 'gui_scripts']);
const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const PATH = String.raw`${NAME}(?:\.${NAME})*`;
// An extra in brackets asks for nothing at installation.
const REFERENCE = new RegExp(String.raw`^(?<module>${PATH})\s*:\s*(?<attribute>${PATH})\s*(?:\[.*\])?$`, 'u');

/** The commands in an `entry_points.txt`, those for windows included; the last of a name counts. Pure. */
export function parseEntryPoints(file: string, text: string): readonly EntryPoint[] {
  const found = new Map<string, EntryPoint>();
  let section = '';
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) section = header;
    else if (SCRIPTS.has(section)) {
      const entryPoint = parseLine(file, line);
      found.set(entryPoint.name, entryPoint);
    }
  }
  return [...found.values()];
}

function parseLine(file: string, line: string): EntryPoint {
  const at = line.indexOf('=');
  const name = line.slice(0, Math.max(at, 0)).trim();
  const refuse = (reason: string) => installErrors.create('wheel.bad-entry-point', { file, entryPoint: line, reason });
  if (name === '' || name === '.' || name === '..') throw refuse('it has no name');
  if (['/', '\\', '\0'].some((character) => name.includes(character))) throw refuse('its name is not that of a file');
  const { module, attribute } = REFERENCE.exec(line.slice(at + 1).trim())?.groups ?? {};
  if (module === undefined || attribute === undefined) throw refuse('it does not say MODULE:FUNCTION');
  return { name, module, attribute };
}
