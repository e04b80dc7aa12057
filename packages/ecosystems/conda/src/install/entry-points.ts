import { condaErrors } from '../errors.ts';

/** A command that a package declares. */
export interface EntryPoint {
  readonly name: string;
  readonly module: string;
  readonly attribute: string;
}

const LINE = /^\s*(?<name>[^=/\\\s]+)\s*=\s*(?<module>[\w.]+)\s*:\s*(?<attribute>[\w.]+)\s*(?:\[.*\])?\s*$/u;

/** What stands in our scripts for the prefix that they will be in. */
export const OUR_PLACEHOLDER = '/frazil/stands/here/for/the/prefix';

/** Reads `command = module:function`. Throws `conda.bad-package`. Pure. */
export function parseEntryPoint(line: string, file: string): EntryPoint {
  const { name, module, attribute } = LINE.exec(line)?.groups ?? {};
  if (name === undefined || module === undefined || attribute === undefined || name === '.' || name === '..') {
    throw condaErrors.create('conda.bad-package', { file, reason: `its command ${JSON.stringify(line)} can't be made` });
  }
  return { name, module, attribute };
}

/** The script of a command, as conda writes it, with a placeholder for its prefix. Pure. */
export function entryPointScript({ module, attribute }: EntryPoint, minor: string): string {
  return `#!${OUR_PLACEHOLDER}/bin/python${minor}
# -*- coding: utf-8 -*-
import re
import sys

from ${module} import ${attribute.split('.', 1)[0]}

if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])
    sys.exit(${attribute}())
`;
}
