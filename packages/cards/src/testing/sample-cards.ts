import type { Step } from '@frazil/core';
import type { CardInput } from '../card-input.ts';
import type { CardComponent } from '../document/card-document.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const SQUARES = Array.from({ length: 10 }, (_, x) => [String(x), String(x), String(x * x)]);

/** The card of the README's flow. */
export const PANDAS_CARD: CardInput = {
  document: {
    schema: 1,
    title: 'PandasFlow/1760517000000/start/0',
    components: [
      {
        kind: 'section',
        title: 'df',
        components: [
          { kind: 'text', text: 'pandas.core.frame.DataFrame' },
          { kind: 'table', columns: ['', 'x', 'y'], rows: SQUARES, note: '10 rows, 2 columns' },
        ],
      },
    ],
  },
  task: {
    flow: 'PandasFlow',
    run: '1760517000000',
    step: 'start',
    task: '0',
    attempt: 0,
    status: 'done',
    started: '2025-10-15T08:30:00.120Z',
    finished: '2025-10-15T08:30:01.480Z',
  },
  environment: {
    id: 'sha256:9f2b5d1c6a7e4f30b8c1d2e3f4a5968778695a4b3c2d1e0ffeeddccbbaa99887',
    platform: 'linux-x86_64',
    python: '3.10.13',
    packages: [
      { name: 'numpy', version: '1.26.1' },
      { name: 'pandas', version: '2.1.1' },
      { name: 'python-dateutil', version: '2.8.2' },
      { name: 'pytz', version: '2023.3.post1' },
      { name: 'six', version: '1.16.0' },
      { name: 'tzdata', version: '2023.3' },
    ],
  },
  flow: { steps: [linear('start', 'end'), { ...linear('end', ''), next: { kind: 'end' } }] },
  logs: { stdout: 'reading\n', stderr: '' },
};

/** A card with every component, a flow with every shape, and coloured logs. */
export const FULL_CARD: CardInput = {
  ...PANDAS_CARD,
  document: {
    schema: 1,
    title: 'TrainFlow/7/train/3',
    components: [
      { kind: 'heading', text: 'Training' },
      { kind: 'markdown', text: trainingNotes() },
      {
        kind: 'section',
        title: 'Parameters',
        components: [
          {
            kind: 'keyvalue',
            rows: [
              ['alpha', '0.5'],
              ['name', "'ada'"],
            ],
          },
        ],
      },
      { kind: 'section', title: 'model', components: [{ kind: 'code', language: 'python', text: 'Model(\n    depth=3,\n)' }] },
      { kind: 'section', title: 'plot', components: [{ kind: 'image', mediaType: 'image/png', base64: PIXEL, label: 'Loss' }] },
      { kind: 'error', title: 'ValueError', text: 'Traceback:\n  train.py:3' },
      ...measures('Loss'),
      { kind: 'section', title: 'Outer', components: [{ kind: 'section', title: 'Inner', components: [{ kind: 'text', text: 'deep' }] }] },
    ],
  },
  task: { ...PANDAS_CARD.task, flow: 'TrainFlow', run: '7', step: 'train', task: '3', attempt: 1, status: 'failed' },
  environment: undefined,
  flow: {
    steps: [
      { ...linear('start', ''), next: { kind: 'split', targets: ['load', 'fetch_references_from_the_warehouse'], line: 1 } },
      { ...linear('load', ''), next: { kind: 'foreach', target: 'train', variable: 'folds', line: 1 } },
      linear('train', 'evaluate'),
      linear('evaluate', 'best'),
      { ...linear('best', 'merge'), isJoin: true },
      linear('fetch_references_from_the_warehouse', 'merge'),
      { ...linear('merge', 'end'), isJoin: true },
      { ...linear('end', ''), next: { kind: 'end' } },
    ],
  },
  logs: { stdout: '\x1b[32mepoch 1\x1b[0m\n 10%\r 50%\r100%\n', stderr: '\x1b[1;31mWarning:\x1b[0m nothing left\n' },
};

/** A linear step of a flow. */
export function linear(name: string, target: string): Step {
  const next = { kind: 'linear', target, line: 1 } as const;
  return { name, line: 1, file: 'flow.py', doc: '', decorators: [], isJoin: false, arity: 1, next };
}

/** `card` with one text everywhere that a person can put text. */
export function fullOf(text: string): CardInput {
  const { task, environment, flow } = PANDAS_CARD;
  return {
    document: {
      schema: 1,
      title: text,
      components: [
        { kind: 'heading', text },
        { kind: 'text', text },
        { kind: 'markdown', text },
        {
          kind: 'markdown',
          text: `# ${text}\n- ${text}\n> ${text}\n\n| ${text} |\n|-|\n| ${text} |\n\n[${text}](javascript:alert(1)) [x](${text})`,
        },
        { kind: 'table', columns: [text, text], rows: [[text, text]], note: text },
        { kind: 'keyvalue', rows: [[text, text]] },
        { kind: 'code', language: text, text },
        { kind: 'image', mediaType: text, base64: text, label: text },
        { kind: 'image', mediaType: 'image/png', base64: PIXEL, label: text },
        { kind: 'error', title: text, text },
        ...measures(text),
        { kind: 'section', title: text, components: [{ kind: 'section', title: text, components: [{ kind: 'text', text }] }] },
      ],
    },
    task: { ...task, flow: text, run: text, step: text, task: text, started: text, finished: text },
    environment: environment && { id: text, platform: text, python: text, packages: [{ name: text, version: text }] },
    flow: flow && {
      steps: [
        linear(text, 'b'),
        { ...linear('b', text), next: { kind: 'foreach', target: 'c', variable: text, line: 1 } },
        linear('c', 'b'),
      ],
    },
    logs: { stdout: text, stderr: `\x1b[31m${text}` },
  };
}

/** Every component that shows how something goes, with one text wherever there can be one. */
function measures(text: string): readonly CardComponent[] {
  const values = [0, 1, 2, 3].flatMap((x) => [text, 'b'].map((c) => ({ x, y: x * x + c.length, c, n: text, t: `2025-10-1${x}` })));
  const color = { field: 'c', title: text };
  const data = { values };
  const [x, y] = [
    { field: 'x', type: 'quantitative', title: text },
    { field: 'y', type: 'quantitative', title: text },
  ];
  const charts = [
    { title: text, data, mark: 'line', encoding: { x, y, color } },
    { data, mark: { type: 'bar' }, encoding: { x: { field: 'n' }, y: { ...y, aggregate: 'sum' }, color } },
    { data, mark: 'bar', encoding: { y: { field: 'n' }, x: { aggregate: 'count' } } },
    { data, mark: 'bar', encoding: { x: { ...x, bin: true }, y: { aggregate: 'count' } } },
    { data, mark: 'area', encoding: { x: { field: 't', type: 'temporal' }, y: { ...y, aggregate: 'mean' } } },
    {
      data,
      layer: [
        { mark: 'point', encoding: { x, y, color } },
        { mark: 'rule', encoding: { y: { datum: 4 } } },
        { mark: 'text', encoding: { x, y, text: { field: 'n' } } },
      ],
    },
    { title: text, data, mark: text, encoding: { x } },
    { data: { url: text }, mark: 'bar' },
  ];
  return [
    { kind: 'progress', label: text, value: 3, max: 10, unit: text, detail: text },
    { kind: 'value', title: text, value: text, subtitle: text, theme: text, change: text },
    { kind: 'value', title: '', value: '0.93', subtitle: '', theme: 'success', change: '+2%' },
    ...charts.map((spec) => ({ kind: 'chart', spec }) as const),
    { kind: 'html', html: text.slice(0, 10_000) },
    {
      kind: 'timeline',
      title: text,
      note: text,
      events: [
        { time: '2025-10-15T08:30:00Z', theme: 'error', priority: text, fields: [[text, text]], components: [{ kind: 'text', text }] },
        { time: text, theme: text, priority: '', fields: [], components: [] },
      ],
    },
    {
      kind: 'table',
      columns: ['', text],
      rows: [[text, { kind: 'progress', label: text, value: 1, max: 2, unit: '', detail: '' }]],
      note: '',
    },
  ];
}

function trainingNotes(): string {
  return [
    '## What was done',
    'Some *emphasis*, **strong words**, `code` and a [link](https://example.com/a?b=1&c=2).',
    '',
    '- first',
    '- second',
    '  that goes on',
    '',
    '1. one',
    '2. two',
    '',
    '> said by somebody',
    '',
    '```python',
    'x = 1 < 2',
    '```',
    '',
    '| fold | loss |',
    '|------|-----:|',
    '| a | 0.25 |',
    '| b | 0.5 |',
    '',
    '---',
    '### Details',
    'The end.',
  ].join('\n');
}
