import type { BuiltWheel } from './build-wheel.ts';

/** What a page tells of its files. */
export interface PageOptions {
  readonly format: 'json' | 'html';
  readonly hasHashes: boolean;
  readonly hasUploadTimes: boolean;
}

/** The page of one project of a simple index: PEP 691 JSON or PEP 503 HTML, which has no upload times. Pure. */
export function projectPage(name: string, wheels: readonly BuiltWheel[], options: PageOptions): { type: string; body: string } {
  return options.format === 'json'
    ? { type: 'application/vnd.pypi.simple.v1+json', body: jsonPage(name, wheels, options) }
    : { type: 'text/html', body: htmlPage(wheels, options) };
}

function jsonPage(name: string, wheels: readonly BuiltWheel[], { hasHashes, hasUploadTimes }: PageOptions): string {
  const files = wheels.map((wheel) => ({
    filename: wheel.file,
    url: `../../files/${encodeURIComponent(wheel.file)}`,
    hashes: hasHashes ? { sha256: wheel.sha256 } : {},
    size: wheel.content.length,
    'core-metadata': true,
    ...(wheel.requiresPython !== undefined && { 'requires-python': wheel.requiresPython }),
    ...(hasUploadTimes && { 'upload-time': wheel.uploaded }),
  }));
  return JSON.stringify({ meta: { 'api-version': '1.1' }, name, files, versions: [...new Set(wheels.map(({ version }) => version))] });
}

function htmlPage(wheels: readonly BuiltWheel[], { hasHashes }: PageOptions): string {
  const links = wheels.map(({ file, sha256 }) => {
    const fragment = hasHashes ? `#sha256=${sha256}` : '';
    return `<a href="../../files/${encodeURIComponent(file)}${fragment}">${file}</a><br/>`;
  });
  return `<!DOCTYPE html><html><body>\n${links.join('\n')}\n</body></html>\n`;
}
