/** Folders of the standard library that tasks don't need: tests, what needs a display, and what installs packages. */
const LEFT_OUT = new Set([
  'test',
  'tests',
  '__pycache__',
  'site-packages',
  'dist-packages',
  'ensurepip',
  'idlelib',
  'tkinter',
  'turtledemo',
]);

const FILES_LEFT_OUT = [/\.(pyc|pyo|a|o|exe|whl)$/, /^(EXTERNALLY-MANAGED|sitecustomize\.py|usercustomize\.py|turtle\.py)$/];

// Modules that only tests import, and the one that needs a display.
const MODULES_LEFT_OUT = /^lib-dynload\/(_test|_ctypes_test|_xxtestfuzz|xxlimited|_tkinter)/;

/** Whether a file of the standard library, by its path in it, goes into the layer. Pure. */
export function isKept(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.slice(0, -1).some((folder) => !isKeptFolder(folder))) return false;
  return !FILES_LEFT_OUT.some((pattern) => pattern.test(name)) && !MODULES_LEFT_OUT.test(path);
}

/** Whether a folder of the standard library is looked into. Pure. */
export function isKeptFolder(name: string): boolean {
  // `config-3.12-x86_64-linux-gnu` holds what embedding programs link with.
  return !LEFT_OUT.has(name) && !/^config(-|$)/.test(name);
}
