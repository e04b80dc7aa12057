// The arrows of the house: apps -> families and their peers -> archives, bytecode, cards, downloads, kubernetes, layers, python-sdk, uv -> core.
const BASE = '^packages/(archives|bytecode|cards|downloads|kubernetes|layers|python-sdk|uv)/';
const FAMILY = '^packages/((?:compilers|deployers|ecosystems|frontends|launchers|stores)/[^/]+|environments|interpreters|runtime)/';
const PACKAGE = '^(packages/(?:compilers|deployers|ecosystems|frontends|launchers|stores)/[^/]+|packages/[^/]+|apps/[^/]+|tooling/[^/]+)/';
const TEST = '(\\.test\\.ts$|/testing/)';
const TESTKIT = '^packages/testkit/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Files never depend on each other in a circle, of types either: move what both need to a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-knows-nobody',
      comment: 'The model depends on no other package of ours.',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^(packages|apps|tooling)/', pathNot: '^packages/core/' },
    },
    {
      name: 'core-does-no-io',
      comment: 'The model is pure: types and node:crypto for digests are all it takes from Node.',
      severity: 'error',
      from: { path: '^packages/core/', pathNot: TEST },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'base-knows-core-alone',
      comment:
        'archives, bytecode, cards, downloads, kubernetes, layers, python-sdk and uv depend on core and files, and on nothing else of ours.',
      severity: 'error',
      from: { path: BASE, pathNot: TEST },
      to: { path: '^(packages|apps)/', pathNot: ['^packages/(core|files)/', '^packages/$1/'] },
    },
    {
      name: 'families-stay-apart',
      comment: 'Members of a family, and families, never know each other: the app puts them together.',
      severity: 'error',
      from: { path: FAMILY, pathNot: TEST },
      to: { path: FAMILY, pathNot: '^packages/$1/' },
    },
    {
      name: 'nobody-knows-apps',
      comment: 'Apps are the top: nothing depends on them.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|tooling)/' },
    },
    {
      name: 'client-for-apps',
      comment: 'The client is for programs: no other package of ours reads runs through it.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/client/' },
      to: { path: '^packages/client/' },
    },
    {
      name: 'testkit-in-tests-only',
      comment: 'What is shipped never loads the test kit.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [TEST, TESTKIT] },
      to: { path: TESTKIT },
    },
    {
      name: 'enter-by-index',
      comment: "A package is entered by its index.ts, through its name: import from '@frazil/...'.",
      severity: 'error',
      from: { path: PACKAGE },
      to: { path: PACKAGE, pathNot: ['^$1/', '^(packages|apps)/.*/src/index\\.ts$', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'enter-by-name',
      comment: "Another package is imported by its name, never by a path: from '@frazil/...'.",
      severity: 'error',
      from: { path: PACKAGE },
      to: { path: PACKAGE, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'declared',
      comment: 'A package is imported only by those whose package.json (or, for tests and tools, the root one) names it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'declared-for-real',
      comment: 'What is shipped needs its packages among the dependencies, not the devDependencies.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^.]*/src/', pathNot: [TEST, TESTKIT] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'tests-stay-tests',
      comment: 'Nothing that is shipped imports a test or what tests share (`testing/`).',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { conditionNames: ['@frazil/source', 'import', 'node', 'default'], exportsFields: ['exports'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
