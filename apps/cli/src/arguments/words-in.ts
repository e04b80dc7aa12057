/** The words of a variable that holds several values, spaces between. Pure. */
export function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
