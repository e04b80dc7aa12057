/** The id that `@card(id=...)` gave a card; null for one that is called by its type, numbered where there are several. Pure. */
export function givenIdOf({ id, type }: { readonly id: string; readonly type: string }): string | null {
  return id.replace(/-\d+$/, '') === type ? null : id;
}
