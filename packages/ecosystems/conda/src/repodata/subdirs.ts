import type { Platform } from '@frazil/core';

/** What conda calls a platform: the folder of a channel that its packages are in. */
export const SUBDIRS: Readonly<Record<Platform, Subdir>> = {
  'linux-x86_64': 'linux-64',
  'linux-aarch64': 'linux-aarch64',
  'osx-arm64': 'osx-arm64',
  'osx-x86_64': 'osx-64',
};

/** A folder of a channel. */
export type Subdir = 'linux-64' | 'linux-aarch64' | 'osx-arm64' | 'osx-64' | 'noarch';
