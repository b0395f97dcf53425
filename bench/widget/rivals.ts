import { readFile } from 'node:fs/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { hasOwnPackage, OWN_PACKAGES } from '../own-packages.ts'

/** Installs the rivals' packages when they are not there. @throws when npm fails, for example without a network */
function installRivals(): void {
  if (hasOwnPackage('algoliasearch')) return
  throw new Error(
    'The packages of rivals could not be installed, so their sizes cannot be measured. Run "npm ci --prefix bench" where the npm registry can be reached, then this bench again.',
  )
}

/** Bytes of a file as it is sent. */
export type Size = { raw: number; gzip: number; brotli: number }

const sizeOf = (content: Uint8Array): Size => ({
  raw: content.length,
  gzip: gzipSync(content, { level: 9 }).length,
  brotli: brotliCompressSync(content).length,
})

const add = (a: Size, b: Size): Size => ({
  raw: a.raw + b.raw,
  gzip: a.gzip + b.gzip,
  brotli: a.brotli + b.brotli,
})

/** recommend-js asks for one function of @babel/runtime, which it does not bring along; the browser has it. */
const babel: Plugin = {
  name: 'babel-runtime',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@babel\/runtime\// }, ({ path }) => ({ path, namespace: 'babel' }))
    onLoad({ filter: /.*/, namespace: 'babel' }, () => ({ contents: 'export default Object.assign' }))
  },
}

/**
 * The size of what a page needs of somebody's packages, built as the widget is.
 * @param resolveDir whose packages: the rivals' own, or those of this project
 */
async function built(contents: string, resolveDir = 'bench'): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [babel],
  })
  return sizeOf(outputFiles[0]?.contents ?? new Uint8Array())
}

const file = async (path: string): Promise<Size> => sizeOf(await readFile(path))

/** The sizes of what other vendors load for a panel, built or taken from their packages in this same run. */
export async function rivals(): Promise<[what: string, size: Size][]> {
  installRivals()
  const algolia = `${OWN_PACKAGES}/@algolia`
  const umd = await Promise.all([
    file(`${algolia}/recommend-js/dist/umd/index.js`),
    file(`${algolia}/recommend/dist/recommend.umd.js`).catch(() => undefined),
  ])
  return [
    [
      '@algolia/recommend-js, one widget, and the client',
      await built(`import { recommendClient } from '@algolia/recommend'
        import { relatedProducts } from '@algolia/recommend-js'
        relatedProducts({ container: '#a', recommendClient: recommendClient('a', 'b'), indexName: 'i', objectIDs: ['1'], itemComponent: ({ item }) => item.objectID })`),
    ],
    ...(umd[1] ? [['the same as Algolia’s own files', add(umd[0], umd[1])] as [string, Size]] : []),
    [
      'recombee-js-api-client, its own file: no display at all',
      await file(`${OWN_PACKAGES}/recombee-js-api-client/dist/recombee-api-client.min.js`),
    ],
    [
      'Preact, render only',
      await built(`import { h, render } from 'preact'; render(h('p', null, 'x'), document.body)`, '.'),
    ],
    [
      'Preact with hooks',
      await built(
        `import { h, render } from 'preact'; import { useEffect, useState } from 'preact/hooks'
         const A = () => { const [a, b] = useState(0); useEffect(() => b(1)); return h('p', null, a) }; render(h(A), document.body)`,
        '.',
      ),
    ],
  ]
}
