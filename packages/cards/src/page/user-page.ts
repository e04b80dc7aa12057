const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'media-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The page that a card of the user's own rendered, as it is, but that it can't ask for anything: its scripts and styles are
 * those inside it. Pure.
 */
export function userPage(html: string): string {
  // First of all, so that nothing of the page comes before the policy: a second doctype or head is no part of it.
  const own = html.replace(/^\s*<!doctype[^>]*>/i, '');
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">${own}`;
}
