import * as z from 'zod/mini';

/** Which cards are meant, among those of some tasks; the options of commands that look at cards. */
export const CardChoice = z.object({ id: z.optional(z.string()), type: z.optional(z.string()), hash: z.optional(z.string()) });
export type CardChoice = z.infer<typeof CardChoice>;

interface ChoosableCard {
  readonly id: string;
  readonly type: string;
  /** Absent while its task runs. */
  readonly digest?: string;
}

/** A choice as it is typed. Pure. */
export function wordsOf(choice: CardChoice): string {
  return Object.entries(choice)
    .flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]))
    .join(' ');
}

/** Whether a card is meant: a digest may be cut short, and lack its algorithm. Pure. */
export function isMeantCard(card: ChoosableCard, { id, type, hash }: CardChoice): boolean {
  const digest = card.digest ?? '';
  const hasHash = hash === undefined || digest.startsWith(hash) || digest.replace(/^[^:]*:/, '').startsWith(hash);
  return (id === undefined || card.id === id) && (type === undefined || card.type === type) && hasHash;
}
