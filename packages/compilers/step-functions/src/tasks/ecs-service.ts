import type { Plan } from '@frazil/core';
import type { State } from '../lower/asl.ts';
import type { TaskService } from '../lower/lowering.ts';
import { definitionName } from '../names.ts';
import type { EcsCompute } from '../options.ts';
import type { DefinedService } from './batch-service.ts';
import { type DefinitionInput, HYDRATE_SECONDS } from './container.ts';
import type { DefinitionContent } from './job-definition.ts';
import { finishTaskDefinitionOf, taskDefinitionOf } from './task-definition.ts';
import { tasksOf } from './tasks-of.ts';

/** Tasks as tasks of ECS on Fargate. The network is the same for all, so the state carries it. */
export function ecsService(plan: Plan, input: DefinitionInput, compute: EcsCompute): DefinedService {
  const named = (content: DefinitionContent) => ({ family: definitionName(input.name, content), ...content });
  const byTask = new Map(tasksOf(plan.block).map((task) => [task, named(taskDefinitionOf(input, task))]));
  const finish = named(finishTaskDefinitionOf(input));
  const definitions = new Map([...byTask.values(), finish].map((definition) => [definition.family, definition]));
  const request = (family: string | undefined, network: State, containers: readonly State[]): State => ({
    Cluster: compute.cluster,
    LaunchType: 'FARGATE',
    TaskDefinition: family,
    ...network,
    PropagateTags: 'TASK_DEFINITION',
    Overrides: { ContainerOverrides: containers },
  });
  const carried = { 'NetworkConfiguration.$': '$.network' };
  const service: TaskService = {
    integration: 'ecs:runTask.sync',
    errors: ['ECS.AmazonECSException'],
    request: (task, { hydrate, main }) =>
      request(byTask.get(task)?.family, carried, [
        { Name: 'hydrate', Environment: hydrate },
        { Name: 'main', Environment: main },
      ]),
    finishRequest: (variables) =>
      request(finish.family, { NetworkConfiguration: networkOf(compute) }, [{ Name: 'main', Environment: variables }]),
    secondsOf: ({ timeout }) => (timeout === undefined ? undefined : Math.ceil(timeout) + HYDRATE_SECONDS),
    carried: { network: networkOf(compute) },
  };
  return { service, definitions: [...definitions.values()] };
}

function networkOf({ subnets, securityGroups, assignPublicIp }: EcsCompute): State {
  const address = assignPublicIp ? 'ENABLED' : 'DISABLED';
  return { AwsvpcConfiguration: { Subnets: subnets, SecurityGroups: securityGroups, AssignPublicIp: address } };
}
