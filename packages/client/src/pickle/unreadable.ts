/** Why a pickle can't be read without Python. Never leaves this package: readers get the bytes instead. */
export class UnreadablePickle extends Error {
  override readonly name = 'UnreadablePickle';
}
