import {
  BatchClient,
  DeregisterJobDefinitionCommand,
  DescribeJobDefinitionsCommand,
  RegisterJobDefinitionCommand,
} from '@aws-sdk/client-batch';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';

/** What is used of the SDK. A file of its own, imported when it is needed: bundlers give modules in CommonJS no names then. */
export const sdk = {
  BatchClient,
  CreateScheduleCommand,
  CreateStateMachineCommand,
  DeleteScheduleCommand,
  DeleteStateMachineCommand,
  DeregisterJobDefinitionCommand,
  DescribeExecutionCommand,
  DescribeJobDefinitionsCommand,
  DescribeStateMachineCommand,
  GetScheduleCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  RegisterJobDefinitionCommand,
  SchedulerClient,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UpdateScheduleCommand,
  UpdateStateMachineCommand,
} as const;
