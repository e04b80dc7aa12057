import type { ByteReader } from './byte-reader.ts';
import { readPaxSettings, readTarHeader, type TarHeader } from './tar-header.ts';

const BLOCK = 512;
const MOST_SETTINGS = 2 ** 20;

/** How many bytes follow content of a size before the next header. Pure. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The next header, with the names and sizes that the headers before it, of pax or GNU, give it; undefined at the end. */
export async function nextTarHeader(reader: ByteReader): Promise<TarHeader | undefined> {
  let settings: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const header = readTarHeader(await reader.take(BLOCK));
    if (header === undefined) return undefined;
    if (!'xgLK'.includes(header.type)) {
      const size = Number(settings.get('size') ?? header.size);
      return { ...header, path: settings.get('path') ?? header.path, target: settings.get('linkpath') ?? header.target, size };
    }
    if (header.size > MOST_SETTINGS) throw new RangeError('one of its headers is damaged');
    const content = await reader.take(header.size);
    await reader.skip(paddingOf(header.size));
    settings = new Map([...settings, ...settingsOf(header.type, content)]);
  }
}

function settingsOf(type: string, content: Buffer): ReadonlyMap<string, string> {
  if (type === 'x') return readPaxSettings(content);
  if (type === 'g') return new Map();
  return new Map([[type === 'L' ? 'path' : 'linkpath', content.toString('utf8').replace(/\0.*$/s, '')]]);
}
