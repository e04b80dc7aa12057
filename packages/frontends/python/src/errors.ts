import { defineErrors } from '@frazil/core';

/** What can go wrong between a Python file and its flow. */
export const errors = defineErrors({
  'python.not-found': {
    message: ({ tried }: { readonly tried: readonly string[] }) => `No Python was found on this machine; tried ${tried.join(', ')}.`,
    hint: () => 'Install Python 3.8 or later, or set FRAZIL_PYTHON to its executable.',
  },
  'python.too-old': {
    message: ({ python, version }: { readonly python: string; readonly version: string }) =>
      `${python} is Python ${version}, which is too old.`,
    hint: () => 'Set FRAZIL_PYTHON to the executable of a Python 3.8 or later.',
  },
  'python.unreadable-file': {
    message: ({ file, reason }: { readonly file: string; readonly reason: string }) => `The flow file ${file} can't be read: ${reason}.`,
    hint: () => 'Check the path of the flow file and its permissions.',
  },
  'python.syntax-error': {
    message: ({ reason }: { readonly reason: string; readonly text: string }) => `The file is not valid Python: ${reason}.`,
    hint: ({ text }) => (text === '' ? 'Correct the syntax.' : `Correct the line: ${text}`),
  },
  'python.flow-raises': {
    message: ({ type, message }: { readonly type: string; readonly message: string }) => `Reading the flow failed with ${type}: ${message}`,
    hint: () => 'The file is imported to read its flow; keep what needs data or services inside the steps.',
  },
  'python.unsupported-name': {
    message: ({ name }: { readonly name: string; readonly advice: string }) => `Frazil has no ${name}, which the flow uses.`,
    hint: ({ advice }) => (advice === '' ? 'Write the flow without it; the guide to flows says what there is.' : advice),
  },
  'python.no-flow': {
    message: ({ file }: { readonly file: string }) => `${file} has no class that derives from FlowSpec.`,
    hint: () => 'Write the flow as `class MyFlow(FlowSpec):` with `from metaflow import FlowSpec, step`.',
  },
  'python.several-flows': {
    message: ({ file, names }: { readonly file: string; readonly names: readonly string[] }) =>
      `${file} has several flows: ${names.join(', ')}.`,
    hint: ({ names }) => `Name the one that is meant at the end of the file: if __name__ == '__main__': ${names[0] ?? 'MyFlow'}()`,
  },
  'python.bad-config': {
    message: ({ name, reason }: { readonly name: string; readonly reason: string }) =>
      `The configuration '${name}' can't be used: ${reason}.`,
    hint: ({ name }) => `Give it with --config ${name} FILE or --config-value ${name} JSON, or correct its default.`,
  },
  'python.bad-decorator': {
    message: ({ spec, reason }: { readonly spec: string; readonly reason: string; readonly nearest: string | null }) =>
      `The option --with ${spec} can't be used: ${reason}.`,
    hint: ({ nearest }) =>
      nearest === null ? 'Write --with DECORATOR or --with DECORATOR:NAME=VALUE,...' : `Did you mean --with ${nearest}?`,
  },
  'python.bad-default': {
    message: ({ reason }: { readonly reason: string }) => `A default can't be worked out: ${reason}.`,
    hint: () => 'Functions are called and files are included when the flow is deployed: correct the default.',
  },
  'python.unknowable-attribute': {
    message: ({ decorator, attribute, value }: { readonly decorator: string; readonly attribute: string; readonly value: string }) =>
      `@${decorator}(${attribute}=...) is ${value}, which isn't a plain value.`,
    hint: ({ attribute }) => `Write ${attribute} as text, a number, a list or a dict, without using packages that aren't installed here.`,
  },
  'python.reader-crashed': {
    message: ({ python, exit }: { readonly python: string; readonly exit: string; readonly output: string }) =>
      `${python} ended with ${exit} while it read the flow.`,
    hint: ({ output }) => (output === '' ? 'Run the file with that Python to see why.' : `Its last words: ${output}`),
  },
});
