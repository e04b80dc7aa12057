import { isAbsolute, relative } from 'node:path';
import type { Flow, FrazilError } from '@frazil/core';
import type { GivenToFlow } from '@frazil/frontend-python';
import type { FlowReader } from '@frazil/python-sdk';
import { CommanderError } from 'commander';
import type { CommandEntry } from './arguments/command-entry.ts';
import { COMMANDS, GROUPS } from './arguments/commands.ts';
import { withDecoratorsOfVariables } from './arguments/decorators-of-variables.ts';
import { BRANCH } from './arguments/deploy/deploy-options.ts';
import { inOrder } from './arguments/in-order.ts';
import { parametersOf } from './arguments/parameter-option.ts';
import { assertNamesFree, withNamesOfParameters } from './arguments/parameters.ts';
import { createProgram } from './arguments/program.ts';
import { type SplitArguments, splitArguments } from './arguments/split-arguments.ts';
import { assertConfigsWhole, type TakenWords, takeGiven } from './arguments/take-given.ts';
import { usageError } from './arguments/usage-error.ts';
import { preloadLikelyEnvironments } from './compose/environments.ts';
import { givenToDeploy } from './compose/flow-of.ts';
import { createHostPython, type HostPython } from './compose/host-python.ts';
import { placeOfRun } from './compose/place-of-run.ts';
import { readFlow } from './compose/read-flow.ts';
import { cliErrors } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { type Interrupts, watchInterrupts } from './interrupts.ts';
import { programOf, readSettings, saysYes } from './settings/settings.ts';
import { reportFailure } from './terminal/failure.ts';
import { createReporter } from './terminal/reporter.ts';
import { shellWord } from './terminal/shell-word.ts';
import { createTerminal, type Terminal } from './terminal/terminal.ts';

/**
 * The command: reads the process's arguments, does what they ask for, and sets its exit code. `reader` is a Python that was started to
 * read the flow, if one was.
 */
export async function main(host: NodeJS.Process, reader: FlowReader | undefined): Promise<void> {
  const words = host.argv.slice(2);
  const terminal = createTerminal(host, {
    isJson: words.includes('--json'),
    isQuiet: words.includes('--quiet') || saysYes(host.env.METAFLOW_QUIET),
    isDebug: words.includes('--debug'),
    variables: host.env,
  });
  // Whoever reads our output may stop reading: `frazil FLOW.py logs start | head`.
  host.stdout.on('error', (error: NodeJS.ErrnoException) => host.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.bug));
  try {
    host.exitCode = await dispatch(words, terminal, { host, reader });
  } catch (error) {
    host.exitCode = reportFailure(error, terminal);
  }
}

const WORDS: ReadonlySet<string> = new Set(['help', ...COMMANDS.map(({ name }) => name.split(' ')[0] ?? name)]);

async function dispatch(words: readonly string[], terminal: Terminal, { host, reader }: Pick<Scene, 'host' | 'reader'>): Promise<number> {
  const { rest, given: taken } = takeGiven(words);
  const split = inOrder(withShortPath(splitArguments(rest, WORDS), host.cwd()), COMMANDS);
  const interrupts = watchInterrupts(host, terminal);
  const { signal } = interrupts;
  const name = `${programOf(host.env)} ${split.flowFile === undefined ? 'FLOW.py' : shellWord(split.flowFile)}`;
  try {
    const given = givenFor(split, taken, host.env);
    const hostPython = createHostPython(host.env);
    return await parseAndInvoke({ split, hostPython, given, name, terminal, host, reader, interrupts });
  } catch (error) {
    // Ctrl-C reaches the processes we started as well: what they then complain of is no failure of its own.
    if (signal.aborted) throw signal.reason;
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return EXIT.done;
    if (error.code === 'commander.help') return EXIT.usage;
    throw usageError(error, [name, ...knownWords(split.words)].join(' '));
  }
}

/** What the flow is given. One whose tasks run elsewhere is read as it is deployed, so that it is read once. */
function givenFor({ words, command = '' }: SplitArguments, taken: TakenWords['given'], variables: NodeJS.ProcessEnv): GivenToFlow {
  const given = withDecoratorsOfVariables(taken, command, variables);
  const startsTasks = COMMANDS.some(({ name, startsTasks: starts }) => starts === true && isNamed(words, name));
  return startsTasks && placeOfRun(given) !== 'here' ? givenToDeploy(given, variables) : given;
}

/** The words that name a command, or a group of them. */
function knownWords(words: readonly string[]): readonly string[] {
  const names = COMMANDS.map((entry) => `${entry.name} `);
  const count = words.findIndex((_, index) => !names.some((each) => each.startsWith(`${words.slice(0, index + 1).join(' ')} `)));
  return count === -1 ? words : words.slice(0, count);
}

// Python says where a flow is by its whole path; below the current folder the rest is what people know it by.
function withShortPath(split: SplitArguments, folder: string): SplitArguments {
  if (split.flowFile === undefined || !isAbsolute(split.flowFile)) return split;
  const path = relative(folder, split.flowFile);
  return path.startsWith('..') || isAbsolute(path) ? split : { ...split, flowFile: path };
}

interface Scene {
  readonly split: SplitArguments;
  readonly given: GivenToFlow;
  readonly name: string;
  readonly terminal: Terminal;
  readonly host: NodeJS.Process;
  readonly reader: FlowReader | undefined;
  readonly hostPython: HostPython;
  readonly interrupts: Interrupts;
}

async function parseAndInvoke({ split, given, name, terminal, host, reader, hostPython, interrupts }: Scene): Promise<number> {
  assertFlowFirst(split, host.env);
  const taking = COMMANDS.find((entry) => entry.takesParameters === true && isNamed(split.words, entry.name));
  const flow =
    taking && (await flowForParameters({ ...split, given, reader, hostPython }, taking, { terminal, signal: interrupts.signal, host }));
  assertConfigsWhole(split.rest, flow?.parameters ?? []);
  const words = flow === undefined ? split.rest : withNamesOfParameters(split.rest, flow);
  const parameterised = taking && flow ? withBranch(taking, flow) : taking;
  let exitCode: number = EXIT.done;
  const program = createProgram({
    commands: commandsFor(split).map((entry) => (entry === taking && parameterised ? parameterised : entry)),
    groups: GROUPS,
    name,
    parameters: flow?.parameters ?? [],
    parametersOf: parameterised,
    print: { out: terminal.data, err: (text) => terminal.complain(text.trimEnd()) },
    invoke: async (entry, positionals, options) => {
      if (entry.needsFlow && split.flowFile === undefined) throw flowMissing(entry.name, 'FLOW.py', host.env);
      const settings = { ...readSettings(options, host.env), given };
      const action = await entry.load();
      const parameters = parametersOf(options);
      const { signal, killSignal } = interrupts;
      const flowFile = split.flowFile ?? '';
      const invocation = {
        flowFile,
        flow,
        reader,
        hostPython,
        arguments: positionals,
        options,
        parameters,
        settings,
        terminal,
        signal,
        killSignal,
      };
      exitCode = await action(invocation);
    },
  });
  await program.parseAsync([...words], { from: 'user' });
  return exitCode;
}

/** The commands that the parser has to know: the one that is named with those that begin alike, unless the help of all is asked for. */
function commandsFor({ words, rest, at }: SplitArguments): readonly CommandEntry[] {
  const named = COMMANDS.find(({ name }) => isNamed(words, name));
  if (named === undefined || rest.slice(0, at).some((word) => /^(-[^-]|--h)/.test(word))) return COMMANDS;
  const [first] = named.name.split(' ');
  return COMMANDS.filter(({ name }) => name.split(' ')[0] === first);
}

// `frazil run FLOW.py`, as other tools have it.
function assertFlowFirst({ flowFile, words, rest }: SplitArguments, variables: NodeJS.ProcessEnv): void {
  const misplaced = flowFile === undefined ? rest.find((word) => word.endsWith('.py')) : undefined;
  const entry = COMMANDS.find(({ name, needsFlow }) => needsFlow && isNamed(words, name));
  if (misplaced !== undefined && entry !== undefined) throw flowMissing(entry.name, misplaced, variables);
}

function flowMissing(command: string, flowFile: string, variables: NodeJS.ProcessEnv): FrazilError {
  return cliErrors.create('cli.flow-missing', { command, correct: `${programOf(variables)} ${shellWord(flowFile)} ${command}` });
}

// The flow's parameters are options: the flow is read before the command line can be.
async function flowForParameters(
  { flowFile, rest, given, reader, hostPython }: SplitArguments & Pick<Scene, 'given' | 'reader' | 'hostPython'>,
  entry: CommandEntry,
  { terminal, signal, host }: { readonly terminal: Terminal; readonly signal: AbortSignal; readonly host: NodeJS.Process },
): Promise<Flow | undefined> {
  if (flowFile === undefined) return undefined;
  const reporter = createReporter(terminal);
  const meanwhile = () => entry.name === 'run' && preloadLikelyEnvironments(flowFile, rest);
  const flow = await readFlow({ flowFile, variables: host.env, hostPython, given, reader, meanwhile }, { reporter, signal });
  // Runs on engines are started with parameters and little else: there a parameter takes the place of an option.
  if (entry.name === 'run') assertNamesFree(flow, entry);
  return flow;
}

/** A flow of a project runs as one of its branches; in others these names are free for parameters. */
function withBranch(entry: CommandEntry, flow: Flow): CommandEntry {
  const isOfProject = entry.name === 'run' && flow.decorators.some(({ name }) => name === 'project');
  return isOfProject ? { ...entry, options: [...entry.options, ...BRANCH] } : entry;
}

function isNamed(words: readonly string[], name: string): boolean {
  return `${words.join(' ')} `.startsWith(`${name} `);
}
