import { join } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import type { Terminal } from '../terminal/terminal.ts';

const ELSEWHERE = ['s3', 'azure', 'gs'];

/** Says that a run is kept on this machine, to those whose variables say that Metaflow keeps it elsewhere and who named no store. */
export function warnOfDatastore({ variables, store, home }: Settings, terminal: Terminal): void {
  const { METAFLOW_DEFAULT_DATASTORE: kind = '' } = variables;
  if (!ELSEWHERE.includes(kind) || store !== join(home, 'store')) return;
  const message = `METAFLOW_DEFAULT_DATASTORE says ${kind}, but the run is kept in ${store}. FRAZIL_STORE=s3://BUCKET/PREFIX names a bucket.`;
  createReporter(terminal).report({ kind: 'note', level: 'warning', message });
}
