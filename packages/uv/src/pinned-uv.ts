import type { Platform } from '@frazil/core';

/** The uv that is brought when the machine has none: its version, and for each platform pip's tag and the wheel's sha256. */
export const PINNED_UV: {
  readonly version: string;
  readonly wheels: Readonly<Record<Platform, { readonly tag: string; readonly sha256: string }>>;
} = {
  version: '0.13.9',
  wheels: {
    'linux-x86_64': { tag: 'manylinux2014_x86_64', sha256: 'd7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19' },
    'linux-aarch64': { tag: 'manylinux2014_aarch64', sha256: '5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe' },
    'osx-arm64': { tag: 'macosx_11_0_arm64', sha256: '66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63' },
    'osx-x86_64': { tag: 'macosx_10_12_x86_64', sha256: 'c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5' },
  },
};

/** The oldest uv on a PATH that is taken: the first whose messages and options are those that are read and used here. */
export const MINIMUM_UV = '0.13.0';
