import { defineErrors } from '@frazil/core';

/** What can go wrong with a card. */
export const cardErrors = defineErrors({
  'cards.unreadable': {
    message: ({ reason }: { readonly reason: string }) => `The card's document can't be read: ${reason}.`,
    hint: () => 'It was written by a newer version or is damaged: update Frazil, or run the step again.',
  },
});
