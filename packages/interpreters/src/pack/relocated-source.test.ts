import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, newestPython, temporaryFolder } from '../testing/machine.ts';
import { isKept } from './is-kept.ts';
import { relocatedSource } from './relocated-source.ts';

afterEach(cleanUp);

async function valuesOf(source: string): Promise<Record<string, unknown>> {
  const path = join(await temporaryFolder(), 'values.py');
  const script = `${relocatedSource('_sysconfigdata__linux_.py', Buffer.from(source))}\nimport json; print(json.dumps([_sys.base_prefix, build_time_vars]))`;
  writeFileSync(path, script);
  const [prefix, values] = JSON.parse(execFileSync((await newestPython()).executable, ['-I', path]).toString());
  return JSON.parse(JSON.stringify(values).replaceAll(prefix, 'PREFIX'));
}

test('build values name the prefix they are in', async () => {
  const source = "build_time_vars = {'prefix': '/opt/built/here', 'LDFLAGS': '-L/opt/built/here/lib -O2', 'SIZE': 4}\n";
  expect(await valuesOf(source)).toEqual({ prefix: 'PREFIX', LDFLAGS: '-LPREFIX/lib -O2', SIZE: 4 });
});

test('of a prefix that is shared with other programs only whole paths of Python are changed', async () => {
  const source = "build_time_vars = {'prefix': '/usr', 'LIBDIR': '/usr/lib', 'INSTALL': '/usr/bin/install -c', 'BINDIR': '/usrlocal'}\n";
  const values = await valuesOf(source);
  expect(values.LIBDIR).toMatch(/\/lib$/);
  expect(relocatedSource('_sysconfigdata_x.py', Buffer.from(source))?.toString()).toContain(
    "'INSTALL': '/usr/bin/install -c', 'BINDIR': '/usrlocal'",
  );
});

test('a site that looks for packages of the operating system is given the plain way', () => {
  const debian =
    'import os, sys\nPREFIXES = [sys.prefix]\ndef getsitepackages(prefixes=None):\n    return ["dist-packages"]\n\ndef addsitepackages(known):\n    pass\n';
  expect(relocatedSource('site.py', Buffer.from(debian))?.toString()).toMatch(
    /'site-packages'\)\)\n {4}return found\n\ndef addsitepackages/,
  );
  expect(relocatedSource('site.py', Buffer.from(debian.replace('dist-packages', 'x')))).toBeUndefined();
  const scheme = "        prefix_scheme = 'posix_local'\n";
  expect(relocatedSource('sysconfig.py', Buffer.from(scheme))?.toString()).toBe("        prefix_scheme = 'posix_prefix'\n");
  expect(relocatedSource('os.py', Buffer.from(scheme))).toBeUndefined();
});

test('what tasks need is kept', () => {
  const kept = [
    'os.py',
    'json/tool.py',
    'lib-dynload/_ssl.cpython-310-x86_64-linux-gnu.so',
    'lib2to3/Grammar.txt',
    'venv/scripts/common/activate',
  ];
  const left = [
    'test/test_os.py',
    'sqlite3/test/x.py',
    'site-packages/pip/x.py',
    '__pycache__/os.cpython-310.pyc',
    'config-3.10-x/Makefile',
  ];
  expect([...kept, ...left, 'EXTERNALLY-MANAGED', 'lib-dynload/_tkinter.so', 'sitecustomize.py'].filter(isKept)).toEqual(kept);
});
