/** Throws for the first of the tags of a command line that nobody may give. */
export async function assertTags(tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  const { assertUsableTags } = await import('@frazil/client');
  assertUsableTags(tags);
}
