/** The lock of a flow file: beside it, its name and `.lock`. Pure. */
export function lockPathOf(flowFile: string): string {
  return `${flowFile}.lock`;
}
