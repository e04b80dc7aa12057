import { type Html, html } from '../html/html.ts';

interface Image {
  readonly mediaType: string;
  readonly base64: string;
  readonly label: string;
}

const MEDIA_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A picture, inside the page; what isn't one is said instead. Pure. */
export function imageFigure({ mediaType, base64, label }: Image): Html {
  const data = base64.replace(/\s+/g, '');
  if (!MEDIA_TYPES.has(mediaType) || !/^[A-Za-z0-9+/]+=*$/.test(data)) {
    return html`<p class="faint">The picture ${label} can’t be shown: ${mediaType || 'its kind'} is not PNG, JPEG, GIF or WebP.</p>\n`;
  }
  const caption = label !== '' && html`<figcaption>${label}</figcaption>`;
  return html`<figure><img src="data:${mediaType};base64,${data}" alt="${label || 'Picture without a description'}">${caption}</figure>\n`;
}
