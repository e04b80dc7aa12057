import { defineErrors } from '@frazil/core';

/** What can go wrong while a store is read. */
export const clientErrors = defineErrors({
  'client.not-found': {
    message: ({ pathspec, store }: { readonly pathspec: string; readonly store: string }) => `There is no ${pathspec} in ${store}.`,
    hint: () => 'Check the name, and that the store is the one that the flow ran with (FRAZIL_STORE, --store).',
  },
  'client.pathspec-invalid': {
    message: ({ pathspec }: { readonly pathspec: string; readonly form: string }) => `${JSON.stringify(pathspec)} is no pathspec.`,
    hint: ({ form }: { readonly pathspec: string; readonly form: string }) => `Write it as ${form}`,
  },
  'client.namespace-mismatch': {
    message: ({ pathspec, namespace }: { readonly pathspec: string; readonly namespace: string }) =>
      `${pathspec} is not in the namespace ${namespace}.`,
    hint: () => 'Switch to the namespace of whoever ran it, or to none: then everything is seen.',
  },
  'client.tag-invalid': {
    message: ({ tag, reason }: { readonly tag: string; readonly reason: string }) =>
      `The tag ${JSON.stringify(tag)} can't be used: ${reason}.`,
    hint: () => 'A tag is a text in UTF-8 of 1 to 500 characters; a run has at most 50 of them.',
  },
  'client.tag-of-system': {
    message: ({ tag }: { readonly tag: string }) => `The tag ${tag} was given by the system and can't be removed.`,
    hint: () => 'Only tags that people gave can be removed; `tag list` shows them between stars.',
  },
  'client.code-damaged': {
    message: ({ key, store }: { readonly key: string; readonly store: string }) =>
      `The code package ${key} in ${store} is missing or damaged.`,
    hint: () => 'Deploy the same flow again: that stores its code package anew.',
  },
  'client.request-invalid': {
    message: ({ reason }: { readonly reason: string }) => `The client was asked something that it doesn't understand: ${reason}.`,
    hint: () => 'Use a command and a Python package of the same version of Frazil.',
  },
});
