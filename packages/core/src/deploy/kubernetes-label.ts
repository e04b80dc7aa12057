import { digestOf, hexOf } from '../digest.ts';
import { sorted } from '../sorted.ts';

const LABEL = /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;
const LONGEST = 63;

/** Selects what is ours in a cluster, by the label that all of it has. */
export const OURS = 'app.kubernetes.io/managed-by=frazil';

/** Whether a text may be the value of a label of Kubernetes. Pure. */
export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** A text as the value of a label: itself when it may be one, else one that no other text has. Pure. */
export function labelOf(text: string): string {
  return isLabel(text) ? text : withDigest(text.replaceAll(/[^-\w.]/g, '-').replaceAll(/^[^A-Za-z0-9]+/g, ''), text, LONGEST);
}

/** The labels that a user gives, as they are on what we make. Pure. */
export function ownLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sorted(labels)).map(([name, text]) => [`frazil.dev/${name}`, labelOf(text)]));
}

/** A name made of an original that had to be changed or cut: it ends with the original's digest, and has at most so many characters. Pure. */
export function withDigest(text: string, original: string, longest: number): string {
  const digest = hexOf(digestOf(original)).slice(0, 8);
  const start = text.slice(0, longest - digest.length - 1).replaceAll(/[-._]+$/g, '');
  return start === '' ? `x-${digest}` : `${start}-${digest}`;
}
