import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Traffic } from './start-counting-proxy.ts';

/** Bytes that one worker was sent, and those that all were sent beside that. */
export interface Share {
  readonly layerBytes: number;
  readonly otherBytes: number;
  readonly again: number;
}

/**
 * Throws unless every object that any worker read was read by each of them whole, and layers once: all their bytes that went through
 * the proxy are their sizes times the workers. A small object may have been asked for again, where its answer was waited for too long.
 */
export function checkTraffic({ bytes }: Traffic, store: string, workers: number): Share {
  const share = { layerBytes: 0, otherBytes: 0, again: 0 };
  for (const [key, sent] of bytes) {
    const { size } = statSync(join(store, key));
    const again = sent - size * workers;
    const isLayer = /\blayers\//.test(key);
    if (again < 0 || (isLayer && again > 0)) throw new Error(`${key} has ${size} bytes, and ${workers} workers were sent ${sent} of it`);
    share.again += again;
    if (isLayer) share.layerBytes += size;
    else share.otherBytes += size;
  }
  return share;
}
