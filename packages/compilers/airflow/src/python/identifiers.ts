/** Names that a generated file uses itself, or that Python has for its own: a step's variable is called differently. */
const TAKEN: readonly string[] = [
  ...['all', 'any', 'dict', 'isinstance', 'list', 'str', 'super', 'getattr', 'staticmethod', 'ImportError'],
  ...['json', 'pendulum', 'timedelta', 'annotations', 'DAG', 'Asset', 'Param', 'PythonOperator', 'BranchPythonOperator'],
  ...[
    'AssetOrTimeSchedule',
    'CronTriggerTimetable',
    'ExternalTaskSensor',
    'S3KeySensor',
    'Sidecar',
    'StepOperator',
    'AirflowFailException',
    'RuntimeError',
    'Exception',
  ],
  ...['KubernetesPodOperator', 'KubernetesPodOperatorCallback'],
  ...['step', 'items', 'case', 'switch', 'chosen', 'paths', 'paths_of_items', 'paths_of_case', 'results', 'pod_of', 'merged', 'parameters'],
];

/** Gives names that no other thing in the file has. */
export interface Identifiers {
  fresh(wanted: string): string;
}

/** Variables of a generated file. */
export function identifiers(): Identifiers {
  const taken = new Set(TAKEN);
  return {
    fresh: (wanted) => {
      const plain = wanted.replaceAll(/[^\p{L}\p{N}_]/gu, '_').replaceAll(/_{2,}(?=\d)/g, '_');
      let name = plain;
      for (let number = 2; taken.has(name); number += 1) name = `${plain}_${number}`;
      taken.add(name);
      return name;
    },
  };
}
