/** Thrown for an answer that is cut short, altered, or not of what was asked for. Never leaves the package. */
export class DamagedAnswer extends Error {
  override readonly name = 'DamagedAnswer';
}
