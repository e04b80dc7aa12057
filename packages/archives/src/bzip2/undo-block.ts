const RUN = 4;

/** The content of a block from the last column of its sorted rotations and the place of the right one. Pure. */
export function undoBlock(column: Uint8Array, origin: number): Uint8Array {
  if (column.length > 0 && origin >= column.length) throw new RangeError('one of its blocks is damaged');
  return expandRuns(undoSorting(column, origin));
}

function undoSorting(column: Uint8Array, origin: number): Uint8Array {
  const starts = new Uint32Array(257);
  for (const byte of column) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let byte = 0; byte < 256; byte += 1) starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  const following = new Uint32Array(column.length);
  for (let index = 0; index < column.length; index += 1) {
    const byte = column[index] ?? 0;
    const place = starts[byte] ?? 0;
    following[place] = index;
    starts[byte] = place + 1;
  }
  const content = new Uint8Array(column.length);
  let place = following[origin] ?? 0;
  for (let index = 0; index < content.length; index += 1) {
    content[index] = column[place] ?? 0;
    place = following[place] ?? 0;
  }
  return content;
}

/** After four equal bytes comes how many more of them there are. */
function expandRuns(bytes: Uint8Array): Uint8Array {
  let size = 0;
  eachRun(bytes, (_, count) => {
    size += count;
  });
  const content = new Uint8Array(size);
  let length = 0;
  eachRun(bytes, (byte, count) => {
    if (count === 1) content[length] = byte;
    else content.fill(byte, length, length + count);
    length += count;
  });
  return content;
}

function eachRun(bytes: Uint8Array, visit: (byte: number, count: number) => void): void {
  let equal = 0;
  let last = -1;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (equal === RUN) {
      if (byte > 0) visit(last, byte);
      equal = 0;
      last = -1;
      continue;
    }
    equal = byte === last ? equal + 1 : 1;
    last = byte;
    visit(byte, 1);
  }
}
