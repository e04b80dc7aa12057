/** A CRC-32 as S3 writes it. Pure. */
export function base64OfCrc32(checksum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(checksum);
  return bytes.toString('base64');
}
