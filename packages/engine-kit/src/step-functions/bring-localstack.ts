import { material } from '../cache/material.ts';
import { pythonEnvironment } from '../python/python-environment.ts';

/** Brings LocalStack's core, with botocore and its models of AWS, and gives the Python that has them. Network the first time. */
export function bringLocalStack(): Promise<string> {
  return pythonEnvironment({ name: 'localstack', python: '3.13', lock: material('step-functions', 'localstack.lock.txt') });
}
