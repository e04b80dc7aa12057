// Imported by worker threads: nothing of other packages here.

/** What a caught value says, without a path or a stack. Pure. */
export function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return isSystemError(cause) ? (message.split(', ')[0] ?? message) : message;
}

/** Whether a system call threw it. Pure. */
export function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}
