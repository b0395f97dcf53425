/** An example on a framework, which is installed outside of the repository. */
export type FrameworkExample = {
  /** Its folder in `examples/`. */
  name: string
  /** What it runs on, for the table. */
  title: string
  /** Checks of types and the build, in turn: scripts in `node_modules` with their arguments. */
  build: readonly (readonly [script: string, ...args: string[]])[]
  /** Arguments of Node that start what was built, in the project's folder; the environment has `HOST` and `PORT`, too. */
  start: (port: number) => readonly string[]
  /** It has a button "Order" and a thank-you page. */
  takesOrders?: boolean
}

/** The examples that a bench builds; the others are run by `test/examples`. */
export const FRAMEWORK_EXAMPLES: readonly FrameworkExample[] = [
  {
    name: 'next',
    title: 'Next.js, React 19',
    build: [['next/dist/bin/next', 'build']],
    start: (port) => [
      'node_modules/next/dist/bin/next',
      ...['start', '--hostname', '127.0.0.1', '--port', String(port)],
    ],
  },
  {
    name: 'react-router',
    title: 'React Router 8, React 19',
    build: [
      ['@react-router/dev/bin.cjs', 'typegen'],
      ['typescript/bin/tsc'],
      ['@react-router/dev/bin.cjs', 'build'],
    ],
    start: () => ['node_modules/@react-router/serve/bin.cjs', 'build/server/index.js'],
    takesOrders: true,
  },
  {
    name: 'nuxt',
    title: 'Nuxt 4, Vue 3',
    build: [
      ['nuxt/bin/nuxt.mjs', 'typecheck'],
      ['nuxt/bin/nuxt.mjs', 'build'],
    ],
    start: () => ['.output/server/index.mjs'],
  },
  {
    name: 'astro',
    title: 'Astro 7',
    build: [
      ['astro/bin/astro.mjs', 'check'],
      ['astro/bin/astro.mjs', 'build'],
    ],
    start: () => ['dist/server/entry.mjs'],
  },
]
