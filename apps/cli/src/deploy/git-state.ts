import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit that a folder is at, and whether the folder is as it says; undefined outside of a repository, and without git. */
export async function gitState(folder: string): Promise<{ readonly commit: string; readonly isClean: boolean } | undefined> {
  try {
    const [commit, changes] = await Promise.all([git(folder, ['rev-parse', 'HEAD']), git(folder, ['status', '--porcelain', '--', '.'])]);
    return { commit: commit.trim(), isClean: changes.trim() === '' };
  } catch {
    return undefined;
  }
}

// Optional locks off: looking at a repository must not wait for, or disturb, whoever works in it.
async function git(folder: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['--no-optional-locks', '-C', folder, ...words]);
  return stdout;
}
