export type { CardEnvironment, CardInput, CardLogs, CardStatus, CardTask } from './card-input.ts';
export { CardComponent, CardDocument } from './document/card-document.ts';
export { parseCardDocument } from './document/parse-card-document.ts';
export { cardErrors } from './errors.ts';
export { renderCard } from './render-card.ts';
