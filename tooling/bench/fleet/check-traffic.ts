import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Traffic } from './start-counting-proxy.ts';

/** Bytes that one worker was sent. */
export interface Share {
  readonly layerBytes: number;
  readonly otherBytes: number;
}

/**
 * Throws unless every object that any worker read was read by each of them, once and whole: all bytes that went through the proxy are
 * the objects' sizes times the workers.
 */
export function checkTraffic({ bytes }: Traffic, store: string, workers: number): Share {
  const share = { layerBytes: 0, otherBytes: 0 };
  for (const [key, sent] of bytes) {
    const { size } = statSync(join(store, key));
    if (sent !== size * workers)
      throw new Error(`${key} has ${size} bytes, and ${workers} workers were sent ${sent}: ${sent - size * workers} too many`);
    if (/\blayers\//.test(key)) share.layerBytes += size;
    else share.otherBytes += size;
  }
  return share;
}
