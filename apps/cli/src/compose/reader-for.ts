import { type FlowReader, startReader } from '@frazil/python-sdk';

type Variables = Readonly<Record<string, string | undefined>>;

const WITHOUT_FLOW: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-V', 'help', 'version']);

/** Starts a Python to read the flow of a command line, when one will probably be read. It is stopped when it was not needed. */
export function readerFor(words: readonly string[], variables: Variables): FlowReader | undefined {
  const isLikely = words.some((word) => word.endsWith('.py')) && !words.some((word) => WITHOUT_FLOW.has(word));
  return isLikely ? startReader(firstPython(variables)) : undefined;
}

/** The Python that is asked first to read a flow. Pure. */
export function firstPython({ FRAZIL_PYTHON }: Variables): string {
  return FRAZIL_PYTHON || 'python3';
}
