const TEST_FOLDERS = new Set(['test', 'tests']);

/** Whether a file of site-packages is a module worth compiling: tests are many, large and hardly ever imported. Pure. */
export function isCompiled(path: string): boolean {
  return (
    path.endsWith('.py') &&
    !path
      .split('/')
      .slice(0, -1)
      .some((folder) => TEST_FOLDERS.has(folder))
  );
}

/** Where Python looks for the `.pyc` of a module: `pkg/x.py` gives `pkg/__pycache__/x.cpython-310.pyc`. Pure. */
export function pycPathOf(path: string, cacheTag: string): string {
  const at = path.lastIndexOf('/') + 1;
  return `${path.slice(0, at)}__pycache__/${path.slice(at, -'.py'.length)}.${cacheTag}.pyc`;
}
