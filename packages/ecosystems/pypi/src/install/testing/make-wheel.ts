import { hash } from 'node:crypto';
import { makeZip, type ZipMember } from '@frazil/testkit';

/** A wheel to make, right unless told otherwise. */
export interface WheelToMake {
  readonly name?: string;
  /** Path to content. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** More members, or other ones in place of those of the same name. */
  readonly members?: readonly ZipMember[];
  /** Lines of RECORD in place of the right ones. */
  readonly record?: string;
  readonly wheel?: string;
}

/** Makes `NAME-1.0-py3-none-any.whl` by hand, lies included. */
export function makeWheel({ name = 'demo', files = {}, members = [], record, wheel = 'Wheel-Version: 1.0\n' }: WheelToMake): Buffer {
  const distInfo = `${name}-1.0.dist-info`;
  const all: Readonly<Record<string, string | Uint8Array>> = {
    [`${distInfo}/WHEEL`]: wheel,
    [`${distInfo}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    ...files,
  };
  const plain = Object.entries(all).map(([path, content]): ZipMember => ({ name: path, content }));
  const rows = [...plain, ...members].map(
    (member) => `"${String(member.name).replaceAll('"', '""')}",sha256=${hash('sha256', member.content, 'base64url')},\n`,
  );
  const recorded: ZipMember = { name: `${distInfo}/RECORD`, content: record ?? `${rows.join('')}${distInfo}/RECORD,,\n` };
  return makeZip([...plain, ...members, recorded]);
}
