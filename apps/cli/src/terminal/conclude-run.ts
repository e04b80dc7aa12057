import { type Flow, isEnd, isStart } from '@frazil/core';
import type { Invocation } from '../arguments/invocation.ts';
import type { ExecutedFlow } from '../compose/execute-flow.ts';
import { EXIT } from '../exit-codes.ts';
import { reportProblems } from './failure.ts';
import { formatSeconds } from './format.ts';
import { frozenLines } from './frozen-lines.ts';
import { shellWord } from './shell-word.ts';

/** Says how a run ended, what it left, and what to type next; gives the exit code. */
export function concludeRun(flow: Flow, executed: ExecutedFlow, invocation: Invocation): number {
  const { terminal } = invocation;
  const { style } = terminal;
  const { result, prepared, stepsWithCards } = executed;
  const command = commandOf(invocation);
  terminal.say('');
  terminal.say(headline(flow, executed, style));
  if (prepared !== undefined) for (const line of frozenLines(prepared, style)) terminal.say(line);
  for (const step of stepsWithCards) terminal.say(`${style.dim('card   ')} ${command} card view ${result.run}/${step}`);
  if (result.status === 'failed' && result.problem !== undefined) reportProblems([result.problem], terminal);
  for (const line of nextLines(executed, flow, invocation)) terminal.say(`${style.dim('next   ')} ${line}`);
  if (result.status === 'interrupted') return EXIT.interrupted;
  return result.status === 'done' ? EXIT.done : EXIT.failed;
}

function headline(flow: Flow, { result }: ExecutedFlow, style: Invocation['terminal']['style']): string {
  const { started, finished } = result.record;
  const took = finished === undefined ? '' : ` in ${formatSeconds((Date.parse(finished) - Date.parse(started)) / 1000)}`;
  const name = style.bold(`${flow.name}/${result.run}`);
  if (result.status === 'done') return `${style.green('✓')} ${name} is done${took}.`;
  if (result.status === 'interrupted') return `${style.yellow('■')} ${name} was interrupted${took}.`;
  return `${style.red('✗')} ${name} failed${took}.`;
}

// How to go on with the same flow and the same store.
function commandOf({ settings, flowFile, options }: Invocation): string {
  const store = options.store === undefined ? [] : ['--store', shellWord(settings.store)];
  return [settings.program, shellWord(flowFile), ...store].join(' ');
}

function nextLines({ result }: ExecutedFlow, flow: Flow, invocation: Invocation): readonly string[] {
  const command = commandOf(invocation);
  if (result.status === 'done')
    return [`${command} logs ${flow.steps.find(isStart)?.name}`, `${command} dump ${flow.steps.find(isEnd)?.name}`];
  return [[command, ...optionsOfResume(invocation)].join(' ')];
}

// What a resumed run doesn't take over from the one that it resumes.
function optionsOfResume({ settings, options: { branch, production } }: Invocation): readonly string[] {
  return [
    ...(settings.environment === 'local' ? ['--environment=local'] : []),
    ...(settings.given?.with ?? []).flatMap((decorator) => ['--with', shellWord(decorator)]),
    'resume',
    ...(typeof branch === 'string' ? ['--branch', shellWord(branch)] : []),
    ...(production === true ? ['--production'] : []),
  ];
}
