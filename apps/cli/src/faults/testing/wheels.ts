import { buildWheel } from '@frazil/testkit';

/** What the index of these tests has: small wheels, good and bad. */
export const WHEELS = [
  buildWheel({ name: 'tiny', version: '1.0', requires: ['dep>=1'] }),
  buildWheel({ name: 'tiny', version: '2.0', requires: ['dep>=2'] }),
  buildWheel({ name: 'dep', version: '1.0' }),
  buildWheel({ name: 'dep', version: '2.0', files: { 'dep/__init__.py': '__version__ = "2.0"\n', 'dep/data.txt': 'data' } }),
  buildWheel({ name: 'old-dep', version: '1.0', requires: ['dep<2'] }),
  buildWheel({ name: 'windows-only', version: '1.0', tag: 'py3-none-win_amd64' }),
  buildWheel({ name: 'linux-only', version: '1.0', tag: 'py3-none-manylinux_2_17_x86_64.manylinux_2_17_aarch64' }),
  buildWheel({ name: 'broken', version: '1.0', files: { 'broken.py': 'raise ValueError("too new")\n' } }),
];
