import { runProgram } from './run-program.ts';

const PLACES = ['go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go'];

/** The Go of this machine: on the PATH, else where its installer puts it. Throws when there is none. */
export async function findGo(places: readonly string[] = PLACES): Promise<string> {
  for (const path of places) {
    const output = await runProgram(path, ['version']).catch(() => undefined);
    if (output?.exitCode === 0) return path;
  }
  throw new Error(`There is no Go in ${places.join(', ')}: the engines that are Go modules are built with it.`);
}
