import type { Platform } from '@frazil/core';
import type { MarkerEnvironment } from './marker.ts';

/** What a platform is to Python packaging. */
export interface Target {
  /** uv's name for it. The glibc and macOS versions in it are a promise about where the environment will run. */
  readonly uvPlatform: string;
  readonly machine: string;
  readonly system: 'linux' | 'darwin';
  /** The newest glibc that wheels may ask for on Linux, the newest macOS elsewhere. */
  readonly newest: readonly [major: number, minor: number];
}

/** The macOS that wheels may ask for, as uv takes it from the environment. */
export const MACOS_DEPLOYMENT_TARGET = '13.0';

/** The targets by platform. */
export const TARGETS: Readonly<Record<Platform, Target>> = {
  'linux-x86_64': { uvPlatform: 'x86_64-manylinux_2_28', machine: 'x86_64', system: 'linux', newest: [2, 28] },
  'linux-aarch64': { uvPlatform: 'aarch64-manylinux_2_28', machine: 'aarch64', system: 'linux', newest: [2, 28] },
  'osx-arm64': { uvPlatform: 'aarch64-apple-darwin', machine: 'arm64', system: 'darwin', newest: [13, 0] },
  'osx-x86_64': { uvPlatform: 'x86_64-apple-darwin', machine: 'x86_64', system: 'darwin', newest: [13, 0] },
};

/** The variables of markers on a platform, for an exact version of CPython. Pure. */
export function markerEnvironment(platform: Platform, python: string): MarkerEnvironment {
  const { machine, system } = TARGETS[platform];
  return {
    os_name: 'posix',
    sys_platform: system,
    platform_system: system === 'linux' ? 'Linux' : 'Darwin',
    platform_machine: machine,
    platform_release: '',
    platform_version: '',
    platform_python_implementation: 'CPython',
    implementation_name: 'cpython',
    implementation_version: python,
    python_full_version: python,
    python_version: python.split('.').slice(0, 2).join('.'),
    extra: '',
  };
}
