import type { CardEnvironment } from '../card-input.ts';
import { clip } from '../document/clip.ts';
import { type Html, html } from '../html/html.ts';

/** The packages that the task ran with, to be unfolded. Pure. */
export function packagesPanel({ packages }: CardEnvironment): Html {
  const count = `${packages.length.toLocaleString('en')} ${packages.length === 1 ? 'package' : 'packages'}`;
  const items = packages.map(({ name, version }) => html`<li>${clip(name)} <span class="faint">${clip(version)}</span></li>\n`);
  return html`<section class="panel" aria-labelledby="packages"><h2 id="packages">Environment</h2>
${packages.length === 0 ? html`<p class="faint">Python alone, no packages.</p>` : html`<details${packages.length <= 24 && html` open`}><summary>${count}</summary><ul class="packages">${items}</ul></details>`}</section>
`;
}
