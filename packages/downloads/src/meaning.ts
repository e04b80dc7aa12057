/** What a server's status means for whoever asked: it won't, it doesn't have it, or it went wrong. Of statuses other than success. Pure. */
export function meaningOfStatus(status: number): 'not-allowed' | 'gone' | 'failed' {
  if (status === 401 || status === 403 || status === 407) return 'not-allowed';
  return status === 404 || status === 410 ? 'gone' : 'failed';
}

/** What went wrong with a line, in words. Errors of happy-eyeballs connections have no message, only a code. Pure. */
export function wordsOfError(error: Error): string {
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
