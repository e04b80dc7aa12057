import type { Features } from './features.ts';

// Not every Airflow 3 has it in its SDK.
const FAIL_EXCEPTION = `try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowFailException`;

/** The imports of a DAG file: what has another place in Airflow 3 than in Airflow 2 is looked for in both. Pure. */
export function importsOf(features: Features): string {
  const { hasParameters, hasDurations, hasRetries, sensors } = features;
  const standard = [...(hasParameters ? ['import json'] : []), ...(hasDurations ? ['from datetime import timedelta'] : [])];
  const providers = [
    'import pendulum',
    ...(sensors.has('S3KeySensor') ? ['from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor'] : []),
    'from airflow.providers.cncf.kubernetes.callbacks import KubernetesPodOperatorCallback',
    'from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator',
  ];
  return [
    'from __future__ import annotations',
    ...(standard.length > 0 ? [standard.join('\n')] : []),
    providers.join('\n'),
    ['try:  # Airflow 3', ...indented(airflow3(features)), 'except ImportError:  # Airflow 2', ...indented(airflow2(features))].join('\n'),
    ...(hasRetries ? [FAIL_EXCEPTION] : []),
  ].join('\n\n');
}

function airflow3(features: Features): readonly string[] {
  const { hasParameters, hasTime, hasTimeOrAssets, sensors } = features;
  const operators = operatorsOf(features);
  const names = ['DAG', 'Asset'];
  if (hasTimeOrAssets) names.push('AssetOrTimeSchedule');
  if (hasTime) names.push('CronTriggerTimetable');
  if (hasParameters) names.push('Param');
  return [
    ...(operators === '' ? [] : [`from airflow.providers.standard.operators.python import ${operators}`]),
    ...(sensors.has('ExternalTaskSensor') ? ['from airflow.providers.standard.sensors.external_task import ExternalTaskSensor'] : []),
    `from airflow.sdk import ${names.join(', ')}`,
  ];
}

function airflow2(features: Features): readonly string[] {
  const { hasParameters, hasTime, hasTimeOrAssets, sensors } = features;
  const operators = operatorsOf(features);
  return [
    'from airflow import DAG',
    'from airflow.datasets import Dataset as Asset',
    ...(hasParameters ? ['from airflow.models.param import Param'] : []),
    ...(operators === '' ? [] : [`from airflow.operators.python import ${operators}`]),
    ...(sensors.has('ExternalTaskSensor') ? ['from airflow.sensors.external_task import ExternalTaskSensor'] : []),
    ...(hasTimeOrAssets ? ['from airflow.timetables.datasets import DatasetOrTimeSchedule'] : []),
    ...(hasTime ? ['from airflow.timetables.trigger import CronTriggerTimetable'] : []),
    ...(hasTimeOrAssets
      ? ['', 'def AssetOrTimeSchedule(*, timetable, assets):', '    return DatasetOrTimeSchedule(timetable=timetable, datasets=assets)']
      : []),
  ];
}

function operatorsOf({ hasItems, hasCases, hasSwitches }: Features): string {
  return [...(hasSwitches ? ['BranchPythonOperator'] : []), ...(hasItems || hasCases ? ['PythonOperator'] : [])].join(', ');
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
