import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Plugin, transform } from 'esbuild'

/** Most bytes of the widget, gzipped at level 9: Shopify's own limit for a script of an app block. */
export const WIDGET_BUDGET = 10_000

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A build of the widget. */
export type WidgetBuild = {
  /** Name of the evergreen file in the output folder. */
  file: string
  /** Name of the same bytes under their hash, to be pinned. */
  hashed: string
  bytes: { raw: number; gzip: number; brotli: number }
  /** For the tag's `integrity` attribute. */
  integrity: string
}

/** Hands style sheets over as minified text, for a constructed sheet. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/**
 * Builds the file that runs in shops, as `pairwell.js` and under the first 16 hex digits of its SHA-256.
 *
 * @throws when it outgrows its budget: then the change is too dear, not the number too small
 */
export async function buildWidget(outdir: string): Promise<WidgetBuild> {
  const content = await bundle()
  const gzip = gzipSync(content, { level: 9 }).length
  if (gzip > WIDGET_BUDGET)
    throw new Error(`The widget has ${gzip} bytes gzipped, allowed are ${WIDGET_BUDGET}.`)

  const file = 'pairwell.js'
  const hashed = `pairwell-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.js`
  await mkdir(outdir, { recursive: true })
  await Promise.all([file, hashed].map((name) => writeFile(join(outdir, name), content)))
  return {
    file,
    hashed,
    bytes: { raw: content.length, gzip, brotli: brotliCompressSync(content).length },
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
  }
}

async function bundle(): Promise<Uint8Array> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'widget/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    define: { PAIRWELL_VERSION: JSON.stringify(version) },
    plugins: [cssAsText],
  })
  const [output] = outputFiles
  if (!output) throw new Error('The widget came out empty.')
  return output.contents
}
