import type { CardInput } from './card-input.ts';
import { clip } from './document/clip.ts';
import { drawGraph } from './graph/draw-graph.ts';
import { graphOf } from './graph/graph.ts';
import { type Html, html, htmlText } from './html/html.ts';
import { styleElements } from './html/style-element.ts';
import { logPanel } from './logs/log-panel.ts';
import { documentPanels } from './page/document-panels.ts';
import { header } from './page/header.ts';
import { packagesPanel } from './page/packages-panel.ts';
import { STYLE } from './page/style.ts';
import { userPage } from './page/user-page.ts';

/**
 * Renders a card as one HTML file that needs nothing else: no network, no script. Pure: the same input gives the same bytes.
 * Values are text, whatever is in them.
 */
export function renderCard(input: CardInput): string {
  const { document, environment, flow, task } = input;
  if (document.html !== undefined) return userPage(document.html);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${styleElements(STYLE)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${input.reloadAfter !== undefined && html`<meta http-equiv="refresh" content="${input.reloadAfter}">\n`}<title>${clip(document.title)}</title>
</head>
<body>
<main>
${header(task, environment)}${flow && flow.steps.length > 0 && graphPanel(flow, task.step)}${documentPanels(document.components)}${logPanel(input.logs)}${environment && packagesPanel(environment)}</main>
<footer>Made by Frazil</footer>
</body>
</html>
`;
  return htmlText(page);
}

function graphPanel(flow: NonNullable<CardInput['flow']>, step: string): Html {
  return html`<section class="panel" aria-labelledby="flow"><h2 id="flow">Flow</h2>
${drawGraph(graphOf(flow), step)}</section>
`;
}
