import { clientErrors } from '../errors.ts';

const LONGEST = 500;

/** Throws for the first of some tags that nobody may give. Pure. */
export function assertUsableTags(tags: readonly string[]): void {
  for (const tag of tags) {
    const reason = whyNot(tag);
    if (reason !== undefined)
      throw clientErrors.create('client.tag-invalid', { tag: `${tag.slice(0, 20)}${tag.length > 20 ? '…' : ''}`, reason });
  }
}

function whyNot(tag: string): string | undefined {
  if (tag.length === 0) return 'it is empty';
  if (tag.length > LONGEST) return `it has ${tag.length} characters`;
  // What of a command line isn't UTF-8 arrives as replacement characters.
  return tag.isWellFormed() && !tag.includes('\uFFFD') ? undefined : "it isn't UTF-8";
}
