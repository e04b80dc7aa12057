import type { Platform } from '@frazil/core';
import { TARGETS } from './target.ts';

/** The tags that CPython takes on a platform, best first (PEP 425, 600). `python` is `3.10` or longer. Pure. */
export function supportedTags(python: string, platform: Platform): readonly string[] {
  const minor = Number(python.split('.')[1]);
  const platforms = TARGETS[platform].system === 'linux' ? linuxPlatforms(platform) : macPlatforms(platform);
  const own = `cp3${minor}`;
  return [
    ...platforms.map((name) => `${own}-${own}-${name}`),
    ...platforms.map((name) => `${own}-abi3-${name}`),
    ...platforms.map((name) => `${own}-none-${name}`),
    ...countDown(minor - 1, 2).flatMap((older) => platforms.map((name) => `cp3${older}-abi3-${name}`)),
    ...genericPythons(minor).flatMap((generic) => platforms.map((name) => `${generic}-none-${name}`)),
    `${own}-none-any`,
    ...genericPythons(minor).map((generic) => `${generic}-none-any`),
  ];
}

function genericPythons(minor: number): string[] {
  return [`py3${minor}`, 'py3', ...countDown(minor - 1, 0).map((older) => `py3${older}`)];
}

/** glibc names, from the newest allowed down to the oldest there was on the machine, each with its name of old. */
function linuxPlatforms(platform: Platform): string[] {
  const { machine, newest } = TARGETS[platform];
  const oldest = machine === 'x86_64' ? 5 : 17;
  const former: Readonly<Record<number, string>> = { 17: 'manylinux2014', 12: 'manylinux2010', 5: 'manylinux1' };
  const names = countDown(newest[1], oldest).flatMap((glibc) => [
    `manylinux_2_${glibc}_${machine}`,
    ...(former[glibc] === undefined ? [] : [`${former[glibc]}_${machine}`]),
  ]);
  return [...names, `linux_${machine}`];
}

/** Each macOS from the newest allowed down; before 11 there was only Intel, which universal wheels may still name. */
function macPlatforms(platform: Platform): string[] {
  const { machine, newest } = TARGETS[platform];
  const intel = ['x86_64', 'intel', 'fat64', 'fat32', 'universal2', 'universal'];
  const since11 = machine === 'arm64' ? ['arm64', 'universal2'] : intel;
  const before11 = machine === 'arm64' ? ['universal2'] : intel;
  return [
    ...countDown(newest[0], 11).flatMap((major) => since11.map((format) => `macosx_${major}_0_${format}`)),
    ...countDown(16, 4).flatMap((minor) => before11.map((format) => `macosx_10_${minor}_${format}`)),
  ];
}

function countDown(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, from - to + 1) }, (_, index) => from - index);
}
