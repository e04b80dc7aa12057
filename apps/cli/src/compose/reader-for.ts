import { type FlowReader, startReader } from '@frazil/python-sdk';

type Variables = Readonly<Record<string, string | undefined>>;

const WITHOUT_FLOW: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-V', 'help', 'version']);
/** Commands of Argo Workflows that only a run, or nothing, is named to. Which they are, the table of all commands knows, too; it isn't loaded yet. */
const OF_ARGO: ReadonlySet<string> = new Set(['list-workflow-templates', 'status', 'terminate', 'suspend', 'unsuspend']);

/** Starts a Python to read the flow of a command line, when one will probably be read. It is stopped when it was not needed. */
export function readerFor(words: readonly string[], variables: Variables): FlowReader | undefined {
  const isOfArgo = OF_ARGO.has(words[words.indexOf('argo-workflows') + 1] ?? '') && words.includes('argo-workflows');
  const isLikely = words.some((word) => word.endsWith('.py')) && !isOfArgo && !words.some((word) => WITHOUT_FLOW.has(word));
  return isLikely ? startReader(firstPython(variables)) : undefined;
}

/** The Python that is asked first to read a flow. Pure. */
export function firstPython({ FRAZIL_PYTHON }: Variables): string {
  return FRAZIL_PYTHON || 'python3';
}
