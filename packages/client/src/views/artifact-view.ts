import type { Store, TaskKey } from '@frazil/core';
import { type ArtifactReference, type CardReference, readArtifact, readCard } from '@frazil/runtime';
import { type ArtifactContent, contentOf } from '../artifact-content.ts';
import { readCardHtml } from '../cards/card-reader.ts';

/** A value that a task left on `self`. */
export interface ArtifactView extends ArtifactReference {
  readonly name: string;
  /** `FLOW/RUN/STEP/TASK/NAME`. */
  readonly pathspec: string;
  /** Its pickle, verified. */
  bytes(): Promise<Uint8Array>;
  /** Its value when it can be read without Python, else its bytes. Nothing of it is executed. */
  content(): Promise<ArtifactContent>;
}

/** A card of a task. */
export interface CardView extends CardReference {
  /** Its document, as JSON. */
  document(): Promise<unknown>;
  /** The whole card as one HTML file that needs nothing else. */
  html(): Promise<string>;
}

/** An artifact that a task's record names. */
export function artifactView(store: Store, task: string, name: string, reference: ArtifactReference): ArtifactView {
  const bytes = () => readArtifact(store, reference);
  return { ...reference, name, pathspec: `${task}/${name}`, bytes, content: async () => contentOf(await bytes(), reference.type) };
}

/** A card that a task's record names. */
export function cardView(store: Store, task: TaskKey, reference: CardReference): CardView {
  return {
    ...reference,
    document: async () => JSON.parse(new TextDecoder().decode(await readCard(store, reference))),
    html: () => readCardHtml(store, task, reference.id),
  };
}
