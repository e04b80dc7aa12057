import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { arrayText, objectText } from './json-text.ts';
import { Unparsable } from './unparsable.ts';
import { yamlScalar } from './yaml-scalar.ts';

const TAG = 'tag:yaml.org,2002:';
// Of what aliases repeat without end, or nearly so, nobody can make a configuration.
const MOST_NODES = 1_000_000;

/** The JSON text of one YAML document, as Python's safe readers have it: YAML 1.1, the last of equal keys counts. Throws Unparsable. Pure. */
export function parseYaml(text: string): string {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, lineCounter: lines, version: '1.1' });
  const [error] = document.errors;
  if (error !== undefined) throw new Unparsable(error.message, lines.linePos(error.pos[0]).line);
  return new Reader(targetsOf(document), lines).textOf(document.contents);
}

// What each alias stands for: the last node before it that has the anchor.
function targetsOf(document: Document.Parsed): ReadonlyMap<unknown, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<unknown, Node>();
  visit(document, {
    Node: (_key, node) => {
      const target = isAlias(node) ? anchors.get(node.source) : undefined;
      if (target !== undefined) targets.set(node, target);
      if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class Reader {
  readonly #targets: ReadonlyMap<unknown, Node>;
  readonly #lines: LineCounter;
  readonly #open = new Set<Node>();
  #count = 0;

  constructor(targets: ReadonlyMap<unknown, Node>, lines: LineCounter) {
    this.#targets = targets;
    this.#lines = lines;
  }

  textOf(node: unknown): string {
    this.#count += 1;
    if (this.#count > MOST_NODES) throw new Unparsable('it is too large');
    if (isScalar(node)) return this.#scalar(node);
    if (isMap(node)) return this.#inside(node, () => objectText(this.#entriesOf(node)));
    if (isSeq(node)) return this.#inside(node, () => arrayText(node.items.map((item) => this.textOf(item))));
    return isAlias(node) ? this.textOf(this.#resolved(node)) : 'null';
  }

  // The entries of what is merged come first, a key's own value counts.
  #entriesOf(map: YAMLMap): ReadonlyMap<string, string> {
    const merged = map.items.filter(isMerge).flatMap(({ value }) => this.#merged(value));
    const own = map.items.filter((pair) => !isMerge(pair)).map(({ key, value }) => [this.#key(key), this.textOf(value)] as const);
    return new Map([...merged, ...own]);
  }

  #merged(value: unknown): readonly (readonly [string, string])[] {
    const node = this.#resolved(value);
    if (isMap(node)) return this.#inside(node, () => [...this.#entriesOf(node)]);
    if (!isSeq(node)) throw this.#unparsable(node, 'only mappings can be merged with <<');
    // Of several, the first one counts.
    return node.items.toReversed().flatMap((item) => this.#merged(item));
  }

  #key(key: unknown): string {
    const node = this.#resolved(key);
    if (!isScalar(node)) throw this.#unparsable(node, 'a key has to be a plain value');
    const text = this.#scalar(node);
    return text.startsWith('"') ? String(JSON.parse(text)) : text;
  }

  #scalar(node: Scalar): string {
    this.#assertTag(node, ['str', 'int', 'float', 'bool', 'null', 'timestamp']);
    const text = String(node.value ?? '');
    const isText = node.tag === undefined ? node.type !== 'PLAIN' : node.tag === `${TAG}str` || node.tag === '!';
    return isText ? JSON.stringify(text) : yamlScalar(text);
  }

  #inside<Value>(node: Node, read: () => Value): Value {
    if (isMap(node)) this.#assertTag(node, ['map']);
    if (isSeq(node)) this.#assertTag(node, ['seq']);
    if (this.#open.has(node)) throw this.#unparsable(node, 'it contains itself');
    this.#open.add(node);
    const value = read();
    this.#open.delete(node);
    return value;
  }

  #resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    const target = this.#targets.get(node);
    if (target === undefined) throw this.#unparsable(node, `there is no anchor &${node.source} before it`);
    return target;
  }

  #assertTag(node: Node, known: readonly string[]): void {
    const { tag } = node;
    if (tag === undefined || tag === '!' || known.some((name) => tag === TAG + name)) return;
    throw this.#unparsable(node, `there is no value for the tag ${tag.replace(TAG, '!!')}`);
  }

  #unparsable(node: unknown, reason: string): Unparsable {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    return new Unparsable(reason, offset === undefined ? undefined : this.#lines.linePos(offset).line);
  }
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}
