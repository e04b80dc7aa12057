import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Platform } from '@frazil/core';
import { minorOf } from '../version.ts';
import { whenFinished } from './machine.ts';

/** How the server answers a request for an archive. */
export type Answer = (response: ServerResponse, content: Buffer) => void;

/** A release of interpreters, served on this machine in the manner of python-build-standalone. */
export interface ReleaseServer {
  readonly url: string;
  /** The archive. */
  readonly content: Buffer;
  readonly sha256: string;
  /** The path of a catalogue that names it for these platforms. */
  catalogue(version: string, platforms: readonly Platform[], sha256?: string): string;
  /** Archives served so far. */
  readonly served: readonly string[];
  answer: Answer;
}

const BUILD = '20260102';

/** Starts a server whose only archive holds a small `python/` that hands over to a Python of this machine. */
export async function startReleaseServer(folder: string, real: { executable: string; version: string }): Promise<ReleaseServer> {
  const content = readFileSync(makeArchive(folder, real));
  const served: string[] = [];
  const server = createServer((request, response) => {
    served.push(request.url ?? '');
    release.answer(response, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  whenFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const release: ReleaseServer = {
    url,
    content,
    sha256,
    served,
    answer: (response) => response.end(content),
    catalogue: (version, platforms, stated = sha256) => {
      const path = join(folder, 'catalogue.json');
      writeFileSync(path, JSON.stringify(Object.fromEntries(platforms.map((platform) => entryOf(url, version, platform, stated)))));
      return path;
    },
  };
  return release;
}

const NAMES: Readonly<Record<Platform, readonly [os: string, listed: string, arch: string, libc: string]>> = {
  'linux-x86_64': ['linux', 'linux', 'x86_64', 'gnu'],
  'linux-aarch64': ['linux', 'linux', 'aarch64', 'gnu'],
  'osx-arm64': ['darwin', 'macos', 'aarch64', 'none'],
  'osx-x86_64': ['darwin', 'macos', 'x86_64', 'none'],
};

function entryOf(url: string, version: string, platform: Platform, sha256: string) {
  const [os, listed, arch, libc] = NAMES[platform];
  const [major, minor, patch] = version.split('.').map(Number);
  const file = `${url}/${BUILD}/cpython-${version}%2B${BUILD}-${arch}-${listed}-install_only.tar.gz`;
  const entry = {
    name: 'cpython',
    arch: { family: arch, variant: null },
    os,
    libc,
    major,
    minor,
    patch,
    prerelease: '',
    url: file,
    sha256,
  };
  return [`cpython-${version}-${listed}-${arch}-${libc}`, { ...entry, variant: null, build: BUILD }] as const;
}

function makeArchive(folder: string, real: { executable: string; version: string }): string {
  const name = `python${minorOf(real.version)}`;
  const root = join(folder, 'release', 'python');
  const files: Readonly<Record<string, string>> = {
    [`bin/${name}`]: `#!/bin/sh\nexec '${real.executable}' "$@"\n`,
    [`lib/${name}/os.py`]: 'name = "small"\n',
    [`lib/${name}/broken.py`]: 'def broken(:\n',
    [`lib/${name}/_sysconfigdata__linux_test.py`]:
      "# system configuration generated and used by the sysconfig module\nbuild_time_vars = {'prefix': '/install', 'LIBDIR': '/install/lib', 'LDFLAGS': '-L/install/lib'}\n",
    [`lib/${name}/${'long/'.repeat(30)}module.py`]: 'value = 1\n',
    [`lib/${name}/test/test_os.py`]: 'left = "out"\n',
    [`lib/${name}/EXTERNALLY-MANAGED`]: 'left out\n',
    [`lib/${name}/site-packages/pip/__init__.py`]: 'left = "out"\n',
    [`include/${name}/Python.h`]: '#define SMALL\n',
    'lib/libtcl8.6.so': 'left out\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  chmodSync(join(root, 'bin', name), 0o755);
  symlinkSync(name, join(root, 'bin/python3'));
  symlinkSync('os.py', join(root, `lib/${name}/linked.py`));
  linkSync(join(root, `lib/${name}/os.py`), join(root, `lib/${name}/same.py`));
  const archive = join(folder, 'release.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', join(folder, 'release'), 'python']);
  return archive;
}
