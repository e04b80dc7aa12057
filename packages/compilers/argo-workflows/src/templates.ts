import type { CompileInput, TaskNode } from '@frazil/core';
import type { Fields } from './manifest.ts';
import type { Names } from './names.ts';
import type { ArgoOptions } from './options.ts';
import { type Output, podTemplate } from './pod-template.ts';

/** The templates of a plan while it is lowered: pods that are alike share one. */
export interface Templates {
  readonly names: Names;
  /** All of them so far, DAGs after the pods. */
  all(): readonly Fields[];
  /** The name of the template that runs a task. */
  ofTask(task: TaskNode, output: Output | undefined): string;
  /** Adds a template. */
  add(name: string, fields: Fields): void;
}

/** Starts the list of a plan's templates. */
export function createTemplates(input: CompileInput<ArgoOptions>, names: Names): Templates {
  const pods = new Map<string, string>();
  const podTemplates: Fields[] = [];
  const others: Fields[] = [];
  return {
    names,
    all: () => [...others, ...podTemplates],
    ofTask: (task, output) => {
      const fields = podTemplate(input, task, output);
      const shape = JSON.stringify(fields);
      const known = pods.get(shape);
      if (known !== undefined) return known;
      const name = names.fresh(output === undefined ? 'task' : `task-${output}`);
      pods.set(shape, name);
      podTemplates.push({ name, ...fields });
      return name;
    },
    add: (name, fields) => {
      others.push({ name, ...fields });
    },
  };
}
