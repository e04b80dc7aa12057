import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Said } from '@frazil/testkit';

/** What a task left for its engine in a folder. */
export function readOut(folder: string): Said {
  const said = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return {
    path: said.task ?? '',
    items: said.items === undefined ? undefined : JSON.parse(said.items),
    case: said.case,
    again: said.again,
    enter: said.enter,
  };
}
