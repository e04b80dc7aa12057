import type { CompiledFile, CompileInput, Compiler } from '@frazil/core';
import { checkPlan } from './check-plan.ts';
import { documentOf } from './document.ts';
import { dagIdOf } from './names.ts';
import type { AirflowOptions } from './options.ts';

/**
 * Makes the file of an Airflow DAG of a plan, for Airflow 2.11 and 3.x: each task is a pod of the KubernetesPodOperator. Pure: the same
 * plan gives the same bytes. Throws what Airflow can't do.
 */
export const compileAirflow: Compiler<AirflowOptions> = { name: 'airflow', compile };

function compile(input: CompileInput<AirflowOptions>): readonly CompiledFile[] {
  const { plan, options } = input;
  const dagId = dagIdOf(plan, options.name);
  checkPlan(plan);
  return [{ name: `${dagId}.py`, text: documentOf(input, dagId) }];
}
