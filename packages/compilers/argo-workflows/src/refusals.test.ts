import { fileURLToPath } from 'node:url';
import { type Flow, isFrazilError } from '@frazil/core';
import { expect, test } from 'vitest';
import { compileArgo } from './compile-argo.ts';
import type { ArgoOptions } from './options.ts';
import { sampleFlow, sampleInput, sampleParameter } from './testing/sample-flow.ts';

type Attributes = Flow['decorators'][number]['attributes'];

interface Refusal {
  readonly code: string;
  readonly flow: Flow;
  readonly options?: Partial<ArgoOptions>;
}

const LINEAR = 'start -> work; work -> end';
const EVENTS = { source: 'webhooks', event: 'frazil' };

function decorated(name: string, attributes: Attributes, parameters: Flow['parameters'] = []): Flow {
  return { ...sampleFlow(LINEAR, parameters), decorators: [{ name, attributes, line: 1 }] };
}

function working(name: string, attributes: Attributes): Flow {
  const flow = sampleFlow(LINEAR);
  const steps = flow.steps.map((step) => (step.name === 'work' ? { ...step, line: 7, decorators: [{ name, attributes, line: 6 }] } : step));
  return { ...flow, steps };
}

const REQUIRED = sampleParameter('alpha', { required: true, line: 4 });

const REFUSALS: readonly Refusal[] = [
  { code: 'argo.name', flow: sampleFlow(LINEAR), options: { name: 'My_Flow' } },
  { code: 'argo.parameter-name', flow: sampleFlow(LINEAR, [sampleParameter('json')]) },
  { code: 'argo.required-parameter', flow: decorated('schedule', { daily: true }, [REQUIRED]) },
  { code: 'argo.required-parameter', flow: decorated('trigger', { event: 'ready' }, [REQUIRED]), options: { events: EVENTS } },
  {
    code: 'argo.trigger-parameter',
    flow: decorated('trigger', { event: { name: 'ready', parameters: { beta: 'b' } } }),
    options: { events: EVENTS },
  },
  { code: 'argo.events-unknown', flow: decorated('trigger', { event: 'ready' }) },
  { code: 'argo.braces', flow: working('kubernetes', { labels: { team: '{{workflow.name}}' } }) },
  { code: 'argo.namespaces-differ', flow: working('kubernetes', { namespace: 'science' }), options: { namespace: 'other' } },
  { code: 'argo.batch-unsupported', flow: working('batch', { queue: 'science' }) },
  { code: 'argo.outer-repeat', flow: sampleFlow('start -> a; a -> b; b ?> a c; c -> d; d ?> b x; x ?> a end') },
];

const refused = ({ flow, options = {} }: Refusal) => compileArgo.compile(sampleInput(flow, { options }));

test.each(REFUSALS)('$code', (refusal) => {
  expect(() => refused(refusal)).toThrow(expect.objectContaining({ code: refusal.code }));
});

test('every refusal says where, what is wrong and what to do', async () => {
  const texts = REFUSALS.map((refusal) => describe(() => refused(refusal)));
  await expect(`${texts.join('\n')}\n`).toMatchFileSnapshot(fileURLToPath(new URL('golden/refusals.txt', import.meta.url)));
});

function describe(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!isFrazilError(error)) throw error;
    const { file, line } = error.location ?? {};
    return `${[file, line].filter((part) => part !== undefined).join(':')} ${error.code}: ${error.message}\nhint: ${error.hint}`;
  }
  return 'not refused';
}

test('under 1 KB a step, up to what Kubernetes stores: argo.too-large', () => {
  const chain = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `s${index}`);
    return ['start -> s0', ...names.map((name, index) => `${name} -> ${names[index + 1] ?? 'end'}`)].join('; ');
  };
  const wide = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `s${index}`);
    return [`start -> ${names.join(' ')}`, ...names.map((name) => `${name} -> join`), 'join -> end'].join('; ');
  };
  const bytes = (text: string) => Buffer.byteLength(compileArgo.compile(sampleInput(text, { options: { format: 'json' } }))[0]?.text ?? '');
  expect((bytes(chain(1000)) - bytes(chain(1))) / 999).toBeLessThan(200);
  expect(bytes(wide(1000))).toBeLessThan(300_000);
  expect(() => bytes(chain(20_000))).toThrow(expect.objectContaining({ code: 'argo.too-large' }));
});
