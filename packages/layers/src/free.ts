// Imported by worker threads: nothing of other packages here.

/**
 * Gives back the memory of bytes that nobody uses any more now rather than some time, so that the next ones get the same, which the
 * caches hold. Only memory that is surely theirs alone: as large as they are, or as the room that was made for them.
 */
export function free(bytes: Uint8Array, room: number = bytes.length): void {
  if (bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === room) bytes.buffer.transfer(0);
}
