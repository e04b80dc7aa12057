import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltCommand } from './command.ts';

/** A module of two files: `acme.noted` prints a word of the other one, `acme.adds` adds a file to the code package. */
const ACME = `from metaflow import FlowMutator, user_step_decorator


@user_step_decorator
def noted(step_name, flow, inputs):
    from acme.words import WORD

    print(WORD)
    yield


class adds(FlowMutator):
    def add_to_package(self):
        yield __file__, "data/acme.txt"
`;

/** Writes the module into a folder beside the flows. Gives the folder, for PYTHONPATH. */
export async function writeAcme(command: BuiltCommand): Promise<string> {
  await mkdir(join(command.folder, 'lib/acme'), { recursive: true });
  await command.write('lib/acme/__init__.py', ACME);
  await command.write('lib/acme/words.py', 'WORD = "brought along"\n');
  return join(command.folder, 'lib');
}
