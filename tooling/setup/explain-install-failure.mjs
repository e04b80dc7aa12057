import { Stop } from './stop.mjs';

/** What npm says, and what a person can do about it; the first that matches counts. */
const HINTS = /** @type {const} */ ([
  [/in sync|Missing: .* from lock file/i, 'package.json and package-lock.json differ: run `npm install`, then the same command again.'],
  [/ENOSPC/, 'There is no room left on the disk: free some, then run the same command again.'],
  [/EACCES|EPERM|EROFS/, 'Make this folder and the npm cache (`npm config get cache`) writable, then run the same command again.'],
  [
    /EINTEGRITY/,
    'A package differs from the one in package-lock.json: run `npm cache clean --force`; if it stays so, ask whoever runs your registry.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET|network|E40[13]|E50\d/i,
    'The npm registry (`npm config get registry`) did not answer: check the network, HTTPS_PROXY and the credentials, then run the same command again.',
  ],
]);

/**
 * Turns the output of a failed `npm ci` into something to act on. Pure.
 * @param {string} output
 */
export function explainInstallFailure(output) {
  const known = HINTS.find(([pattern]) => pattern.test(output));
  const lines = output.trim().split('\n').slice(-12).join('\n');
  return new Stop(`npm ci failed:\n${lines}`, known?.[1] ?? 'See the lines above, then run the same command again.');
}
