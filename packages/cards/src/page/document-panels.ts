import type { CardComponent } from '../document/card-document.ts';
import { clipComponent } from '../document/clip.ts';
import { heading } from '../document/heading.ts';
import { renderComponent } from '../document/render-component.ts';
import { type Html, html } from '../html/html.ts';

/** A document's sections as panels; what stands between them shares one. Pure. */
export function documentPanels(components: readonly CardComponent[]): readonly Html[] {
  const panels: Html[] = [];
  let loose: CardComponent[] = [];
  const endLoose = () => {
    if (loose.length > 0) panels.push(html`<section class="panel">${loose.map((component) => renderComponent(component, 2))}</section>\n`);
    loose = [];
  };
  for (const component of components.map(clipComponent)) {
    if (component.kind !== 'section') {
      loose.push(component);
      continue;
    }
    endLoose();
    const inside = component.components.map((inner) => renderComponent(inner, 3));
    panels.push(html`<section class="panel">${component.title !== '' && heading(2, html`${component.title}`)}${inside}</section>\n`);
  }
  endLoose();
  return panels;
}
