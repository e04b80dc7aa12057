/** Prints what a check found, one finding a line, and sets the exit code. */
export function report(check: string, findings: readonly string[]): void {
  for (const finding of findings) console.error(finding);
  const summary = findings.length === 0 ? 'nothing to mend' : `${findings.length} to mend`;
  console.error(`${check}: ${summary}`);
  if (findings.length > 0) process.exitCode = 1;
}
