import type { ForeachNode, GangNode, TaskNode } from '@frazil/core';
import { stateName } from '../names.ts';
import type { MapMode } from '../options.ts';
import { type Lowered, machineOf, type Next, type State, type States } from './asl.ts';
import type { LowerBlock } from './block-input.ts';
import { lowerTask } from './lower-task.ts';
import type { Lowering } from './lowering.ts';
import { formatted, type Place, RUN } from './place.ts';
import { DOCUMENT, documentOf, readDocument } from './read-document.ts';

interface MapInput {
  readonly node: ForeachNode | GangNode;
  /** The step that says the items. */
  readonly before: TaskNode;
  readonly place: Place;
  readonly next: Next;
}

/** A foreach or a gang as a Map over the items that its step wrote, then its join. */
export function lowerMap(lowering: Lowering, { node, before, place, next }: MapInput, lowerBlock: LowerBlock): Lowered {
  const mode = node.kind === 'gang' ? 'distributed' : lowering.modeOf(before.step.name, place.isItem);
  const join = lowerTask(lowering, node.join, place, next);
  const inner: Place = { path: { reference: '$.p' }, loops: 0, again: new Map(), isItem: true };
  const body = machineOf(lowerBlock(lowering, node.body, { place: inner, next: undefined }));
  const name = stateName(before.id, node.kind);
  const isInline = mode === 'inline';
  const map: State = {
    Type: 'Map',
    ...(isInline ? { ItemsPath: `${DOCUMENT}.items` } : { ItemReader: readerOf(lowering, before, place) }),
    ItemSelector: selectorOf(lowering, place),
    MaxConcurrency: node.kind === 'gang' ? 0 : (lowering.options.maxWorkers ?? 0),
    ItemProcessor: { ProcessorConfig: processorOf(mode), ...body },
    ResultPath: null,
    Next: join.first,
  };
  const states: States = [[name, map], ...join.states];
  if (!isInline) return { first: name, states };
  const read = stateName(before.id, 'items');
  return { first: read, states: [[read, readDocument(lowering, before.id, place.path, name)], ...states] };
}

function readerOf(lowering: Lowering, before: TaskNode, { path }: Place): State {
  return {
    Resource: `arn:${lowering.partition}:states:::s3:getObject`,
    ReaderConfig: { InputType: 'JSON' },
    Parameters: documentOf(lowering, before.id, path, '.items.json'),
  };
}

function processorOf(mode: MapMode): State {
  return mode === 'inline' ? { Mode: 'INLINE' } : { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
}

/** What the states of an item have: its path, and what all states have. */
function selectorOf({ service }: Lowering, { path }: Place): State {
  const index = '$$.Map.Item.Index';
  const own = 'text' in path ? formatted('{}', index) : formatted('{}-{}', path.reference, index);
  const carried = Object.keys(service.carried).map((name) => [`${name}.$`, `$.${name}`]);
  return { 'p.$': own, 'r.$': RUN, ...Object.fromEntries(carried) };
}
