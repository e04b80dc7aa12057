import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase, Contender } from '../bench-case.ts';
import { emptyFolder, frazilVariables, placeFlow, type Workshop } from '../workshop.ts';

/** Freezing against uv: cold (nothing on the machine but the tools) and unchanged. */
export function freezeSuite(workshop: Workshop): readonly BenchCase[] {
  return SETS.flatMap((set) => [coldCase(workshop, set), unchangedCase(workshop, set)]);
}

interface PackageSet {
  readonly name: string;
  readonly flow: string;
  readonly packages: string;
  readonly date: string;
}

const SETS: readonly PackageSet[] = [
  { name: 'pandas', flow: 'pandas_only.py', packages: 'pandas==2.1.1', date: '2023-10-15' },
  {
    name: 'pandas, scikit-learn, pyarrow',
    flow: 'reference.py',
    packages: 'pandas==2.1.1 scikit-learn==1.3.2 pyarrow==14.0.2',
    date: '2024-01-15',
  },
];

function coldCase(workshop: Workshop, set: PackageSet): BenchCase {
  const file = placeFlow(workshop, set.flow, 'freeze-cold');
  const uvCache = join(workshop.folder, 'freeze-cold-uv');
  const ours: Contender = {
    name: 'frazil',
    command: [...workshop.frazil, file, '--platform=linux-x86_64', 'freeze'],
    variables: { ...frazilVariables(workshop, 'freeze-cold-home'), UV_CACHE_DIR: uvCache, FRAZIL_UV: workshop.peers.uv },
    prepare: () => {
      for (const left of [join(workshop.folder, 'freeze-cold-home'), uvCache, `${file}.lock`])
        rmSync(left, { recursive: true, force: true });
    },
  };
  return { name: `freeze ${set.name}, cold`, ours, peers: [uvCompileAndDownload(workshop, set)], aims: { 'uv compile + download': 1.3 } };
}

/** What a person does with uv for the same result: resolve with hashes, then get the files. */
function uvCompileAndDownload(workshop: Workshop, set: PackageSet): Contender {
  const script = [
    `echo ${set.packages} | tr ' ' '\\n' > in.txt`,
    `uv pip compile in.txt -q --python "$PYTHON" --exclude-newer ${set.date} --generate-hashes --only-binary :all: -o out.txt`,
    'uv pip install -q --python "$PYTHON" --no-deps --target target -r out.txt',
  ].join(' && ');
  return {
    name: 'uv compile + download',
    command: ['sh', '-c', script],
    directory: join(workshop.folder),
    variables: {
      PYTHON: workshop.hostPython,
      PATH: `${join(workshop.peers.uv, '..')}:${process.env.PATH}`,
      UV_CACHE_DIR: join(workshop.folder, 'uv-cold'),
      UV_PYTHON_DOWNLOADS: 'never',
    },
    prepare: () => {
      emptyFolder(workshop, 'uv-cold');
      emptyFolder(workshop, 'target');
    },
  };
}

function unchangedCase(workshop: Workshop, set: PackageSet): BenchCase {
  const file = placeFlow(workshop, set.flow, 'freeze-warm');
  const ours: Contender = {
    name: 'frazil',
    command: [...workshop.frazil, file, '--platform=linux-x86_64', 'freeze'],
    variables: { ...frazilVariables(workshop, 'freeze-warm-home'), FRAZIL_UV: workshop.peers.uv },
  };
  const compile = `echo ${set.packages} | tr ' ' '\\n' | uv pip compile - -q --offline --python "$PYTHON" --exclude-newer ${set.date} --generate-hashes --only-binary :all:`;
  const uv: Contender = {
    name: 'uv pip compile, offline',
    command: ['sh', '-c', compile],
    variables: {
      PYTHON: workshop.hostPython,
      PATH: `${join(workshop.peers.uv, '..')}:${process.env.PATH}`,
      UV_PYTHON_DOWNLOADS: 'never',
    },
  };
  return { name: `freeze ${set.name}, unchanged (aim <= 0.150 s)`, ours, peers: [uv], aims: {} };
}
