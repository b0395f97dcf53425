/** The folders whose code is changed. */
const CODE = ['engine/rank/**/*.ts', 'engine/decide/**/*.ts']

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: CODE,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // Only the tests that import a changed file are run, and of these only those that reach the changed line.
  vitest: { configFile: 'bench/mutation/vitest.config.ts', related: true },
  coverageAnalysis: 'perTest',
  // A path of no file: Stryker would rewrite the tsconfig of its copy by the compiler's API, which TypeScript 7 does not have. The
  // tests need no tsconfig, because types are removed and not checked.
  tsconfigFile: 'none',
  // A changed loop may not end. The longest test takes half a second.
  timeoutMS: 20_000,
  concurrency: 2,
  // The copies of the project in which the changed code runs; git knows nothing of `dist`.
  tempDirName: 'dist/mutation',
  ignorePatterns: ['dist', 'bench/node_modules', 'bench/*/node_modules', 'bench/results'],
  // `clear-text` shows each change that no test noticed.
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: 'dist/mutation.json' },
  allowConsoleColors: false,
}
