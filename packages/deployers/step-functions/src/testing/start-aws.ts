import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

type Members = Readonly<Record<string, unknown>>;

/** A request to a service of AWS: what is asked for, and with what. */
export interface Asked {
  /** `CreateStateMachine`, `/v1/registerjobdefinition`, `PUT /schedules/name`. */
  readonly operation: string;
  readonly input: Members;
}

/** An error that a service answers with instead. */
export interface Failure {
  readonly status: number;
  readonly type: string;
}

/** Step Functions, Batch and EventBridge Scheduler, as far as a deployer sees them. */
export interface Aws extends AsyncDisposable {
  readonly endpoint: string;
  readonly asked: Asked[];
  readonly machines: Map<string, Members>;
  readonly definitions: Map<string, Members>;
  readonly schedules: Map<string, Members>;
  readonly executions: Map<string, Record<string, unknown>>;
  fault: (asked: Asked) => Failure | 'reset' | undefined;
}

const MACHINES = 'arn:aws:states:eu-west-1:123456789012:stateMachine:';

/** Starts the three services on one free port of the loopback. */
export async function startAws(): Promise<Aws> {
  const server = createServer(async (request, response) => {
    const asked = await askedOf(request);
    aws.asked.push(asked);
    const fault = aws.fault(asked);
    if (fault === 'reset') {
      request.socket.destroy();
      return;
    }
    const answer = fault ?? answerOf(aws, asked);
    const isFailure = 'type' in answer && typeof answer.status === 'number';
    const type = isFailure ? { 'x-amzn-errortype': String(answer.type) } : {};
    response.writeHead(isFailure ? Number(answer.status) : 200, { 'content-type': 'application/x-amz-json-1.0', ...type });
    response.end(JSON.stringify(isFailure ? { __type: answer.type, message: `no ${asked.operation}` } : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const aws: Aws = {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked: [],
    machines: new Map(),
    definitions: new Map(),
    schedules: new Map(),
    executions: new Map(),
    fault: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return aws;
}

async function askedOf(request: IncomingMessage): Promise<Asked> {
  const { method, url = '/', headers } = request;
  const body = method === 'GET' || method === 'DELETE' ? {} : Object(await json(request));
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  const path = new URL(url, 'http://aws').pathname;
  return { operation: target ?? (path.startsWith('/v1/') ? path : `${method} ${path}`), input: body };
}

function answerOf(aws: Aws, { operation, input }: Asked): Members | Failure {
  const schedule = /^(\w+) \/schedules\/(.+)$/.exec(operation);
  if (schedule) return answerOfScheduler(aws, schedule[1] ?? '', schedule[2] ?? '', input);
  return (operation.startsWith('/v1/') ? answerOfBatch : answerOfStates)(aws, operation, input);
}

function answerOfScheduler({ schedules }: Aws, method: string, name: string, input: Members): Members | Failure {
  const found = schedules.get(name);
  if (method !== 'POST' && found === undefined) return { status: 404, type: 'ResourceNotFoundException' };
  if (method === 'DELETE') schedules.delete(name);
  if (method === 'POST' || method === 'PUT') schedules.set(name, { ...input, Name: name });
  return method === 'GET' ? (found ?? {}) : { ScheduleArn: `arn:aws:scheduler:eu-west-1:123456789012:schedule/default/${name}` };
}

function answerOfBatch({ definitions }: Aws, operation: string, input: Members): Members {
  if (operation === '/v1/registerjobdefinition') {
    const name = String(input.jobDefinitionName);
    const made = { ...input, jobDefinitionArn: `arn:aws:batch:eu-west-1:123456789012:job-definition/${name}:1`, revision: 1 };
    definitions.set(name, made);
    return made;
  }
  if (operation === '/v1/deregisterjobdefinition') {
    for (const [name, each] of definitions) if (each.jobDefinitionArn === input.jobDefinition) definitions.delete(name);
    return {};
  }
  const wanted = [...definitions.values()].filter(
    ({ jobDefinitionName }) => input.jobDefinitionName === undefined || input.jobDefinitionName === jobDefinitionName,
  );
  return { jobDefinitions: wanted };
}

function answerOfStates(aws: Aws, operation: string, input: Members): Members | Failure {
  const { machines, executions } = aws;
  const arn = String(input.stateMachineArn ?? input.resourceArn ?? '');
  const execution = executions.get(String(input.executionArn ?? ''));
  switch (operation) {
    case 'ListStateMachines':
      return {
        stateMachines: [...machines].map(([stateMachineArn, { name }]) => ({ stateMachineArn, name, type: 'STANDARD', creationDate: 1 })),
      };
    case 'CreateStateMachine':
      machines.set(`${MACHINES}${input.name}`, { ...input, status: 'ACTIVE', creationDate: 1 });
      return { stateMachineArn: `${MACHINES}${input.name}`, creationDate: 1 };
    case 'DescribeStateMachine':
      return { ...machines.get(arn), stateMachineArn: arn };
    case 'UpdateStateMachine':
      machines.set(arn, { ...machines.get(arn), ...input });
      return { updateDate: 1 };
    case 'ListTagsForResource':
      return { tags: machines.get(arn)?.tags ?? [] };
    case 'TagResource':
      machines.set(arn, { ...machines.get(arn), tags: input.tags });
      return {};
    case 'DeleteStateMachine':
      machines.delete(arn);
      return {};
    case 'StartExecution': {
      const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${input.name}`;
      executions.set(executionArn, { ...input, executionArn, status: 'RUNNING', startDate: 1 });
      return { executionArn, startDate: 1 };
    }
    case 'ListExecutions':
      return { executions: [...executions.values()].filter(({ status }) => (input.statusFilter ?? status) === status) };
    case 'DescribeExecution':
      return execution ?? { status: 400, type: 'ExecutionDoesNotExist' };
    case 'StopExecution':
      Object.assign(execution ?? {}, { status: 'ABORTED', stopDate: 2, error: input.error, cause: input.cause });
      return { stopDate: 2 };
    default:
      return { status: 400, type: 'UnknownOperationException' };
  }
}
