import type { CompileInput } from '@frazil/core';
import { constantsOf } from './constants.ts';
import { dagOf } from './dag.ts';
import { featuresOf } from './features.ts';
import { helpersOf } from './helpers-of.ts';
import { importsOf } from './imports.ts';
import { lowerPlan } from './lower/lower-plan.ts';
import type { AirflowOptions } from './options.ts';
import { docstring } from './python/docstring.ts';
import { sensorsOf } from './sensors.ts';

/** The text of a plan's DAG file. Pure. */
export function documentOf(input: CompileInput<AirflowOptions>, dagId: string): string {
  const { plan, options } = input;
  const statements = lowerPlan(plan);
  const sensors = sensorsOf(options.waitFor ?? [], options.deferrable ?? false);
  const features = featuresOf(plan, statements, sensors);
  const intro = `${plan.flow} of ${plan.file} as a DAG of Airflow, 2.11 or 3.`;
  const outro = `Made by Frazil from the manifest ${input.target.manifest}:\nchange the flow and deploy it again instead of this file.`;
  const parts = [
    docstring([intro, ...(plan.doc === '' ? [] : [plan.doc]), outro]),
    importsOf(features),
    constantsOf(input, features),
    ...helpersOf(features, options),
    dagOf({ ...input, dagId, statements, sensors, features }),
  ];
  return `${parts.slice(0, 3).join('\n\n')}\n\n\n${parts.slice(3).join('\n\n\n')}\n`;
}
