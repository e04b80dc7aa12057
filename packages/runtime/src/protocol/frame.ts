/** The bytes of one frame of the task protocol. Pure. */
export function encodeFrame(header: object, payload: Uint8Array = new Uint8Array()): Buffer {
  const text = JSON.stringify(header);
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(8 + length + payload.length);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(payload.length, 4);
  frame.write(text, 8);
  frame.set(payload, 8 + length);
  return frame;
}

/** A received frame; the header is whatever JSON was sent. */
export interface Frame {
  readonly header: unknown;
  readonly payload: Buffer;
}

/** Cuts a stream of bytes into frames. */
export interface FrameReader {
  /** Takes the next bytes, and gives the frames that are complete now. Throws a RangeError or SyntaxError for what is no frame. */
  push(bytes: Buffer): Frame[];
}

const LIMIT = 64 * 1024 * 1024;
const PREFIX = 8;

/** Starts reading frames. */
export function createFrameReader(): FrameReader {
  let parts: Buffer[] = [];
  let available = 0;
  let wanted = PREFIX;

  const joined = (): Buffer => {
    const [first] = parts;
    const bytes = parts.length === 1 && first ? first : Buffer.concat(parts, available);
    parts = [bytes];
    return bytes;
  };
  const next = (): Frame | undefined => {
    if (available < wanted) return undefined;
    const bytes = joined();
    wanted = frameSize(bytes);
    if (available < wanted) return undefined;
    const frame = decode(bytes.subarray(0, wanted));
    available -= wanted;
    parts = available > 0 ? [bytes.subarray(wanted)] : [];
    wanted = PREFIX;
    return frame;
  };
  return {
    push: (bytes) => {
      parts.push(bytes);
      available += bytes.length;
      const frames: Frame[] = [];
      for (let frame = next(); frame; frame = next()) frames.push(frame);
      return frames;
    },
  };
}

function frameSize(bytes: Buffer): number {
  const [header, payload] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
  if (header > LIMIT || payload > LIMIT) throw new RangeError(`a frame says it has ${header} and ${payload} bytes`);
  return PREFIX + header + payload;
}

function decode(frame: Buffer): Frame {
  const end = PREFIX + frame.readUInt32BE(0);
  const header: unknown = JSON.parse(frame.toString('utf8', PREFIX, end));
  return { header, payload: frame.subarray(end) };
}
