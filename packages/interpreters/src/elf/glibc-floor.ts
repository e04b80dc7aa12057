/** The oldest glibc that has all these versions of symbols, `2.17`; undefined when none is of glibc. Pure. */
export function glibcFloor(versions: Iterable<string>): string | undefined {
  let floor: string | undefined;
  for (const version of versions) {
    const wanted = glibcOf(version);
    if (wanted !== undefined && (floor === undefined || isNewer(wanted, floor))) floor = wanted;
  }
  return floor;
}

function glibcOf(version: string): string | undefined {
  // Packed relative relocations came with this version.
  if (version === 'GLIBC_ABI_DT_RELR') return '2.36';
  return /^GLIBC_(\d+\.\d+(?:\.\d+)?)$/.exec(version)?.[1];
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}
