import type { Pod } from './pod.ts';
import type { PodContainer } from './pod-body.ts';

/** Secrets by name and key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The variables of a container: literal ones with `$(NAME)` resolved, fields of its pod, keys of secrets. Throws when one names what
 * isn't there. Pure.
 */
export function containerVariables(pod: Pod, container: PodContainer, secrets: Secrets): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { secretRef } of container.envFrom ?? []) Object.assign(variables, secretRef && secretNamed(secrets, secretRef.name));
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef !== undefined) variables[name] = fieldOf(pod, valueFrom.fieldRef.fieldPath);
    else if (valueFrom?.secretKeyRef !== undefined) {
      const { name: secret, key } = valueFrom.secretKeyRef;
      variables[name] = known(secretNamed(secrets, secret)[key], `key ${key} of secret ${secret}`);
    } else if (valueFrom !== undefined) throw new Error(`the variable ${name} comes from what only a real cluster has`);
    else variables[name] = expand(value ?? '', variables);
  }
  return variables;
}

/** A text with each `$(NAME)` of a known variable resolved; `$$(NAME)` stays. Pure. */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^()\s]+)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return variables[name] ?? whole;
  });
}

function secretNamed(secrets: Secrets, name: string): Readonly<Record<string, string>> {
  return known(secrets[name], `secret ${name}`);
}

function fieldOf(pod: Pod, path: string): string {
  const [, group, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (group !== undefined) return (group === 'labels' ? pod.body.metadata.labels : pod.body.metadata.annotations)?.[key] ?? '';
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': pod.name,
    'metadata.namespace': pod.namespace,
    'metadata.uid': pod.uid,
    'status.podIP': '127.0.0.1',
    'status.hostIP': '127.0.0.1',
    'spec.nodeName': 'frazil',
  };
  return known(fields[path], `field ${path}`);
}

function known<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
