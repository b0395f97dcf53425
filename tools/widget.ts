import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Plugin, transform } from 'esbuild'
import { minify } from 'terser'

/** Most bytes, gzipped at level 9, of what every product and cart page loads, and of all parts together. */
export const WIDGET_BUDGET = 8_000
export const WHOLE_BUDGET = 20_000

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Parts that a page loads when it first needs them, each a file of its own. */
const LAZY = [
  'lazy/press',
  'lazy/layouts',
  'lazy/personal',
  'lazy/debug',
  'adapters/shopify',
  'adapters/woocommerce',
  'adapters/magento',
]

/** A file of the widget, with its size in bytes. */
export type WidgetFile = { file: string; bytes: { raw: number; gzip: number; brotli: number } }

/** What a build of the widget made: `pairwell.js` and its parts. */
export type WidgetBuild = WidgetFile & {
  /** Name of the file with the same bytes whose name holds their hash; a page can be pinned to it. */
  hashed: string
  /** Value of the tag's `integrity` attribute. */
  integrity: string
  /** Files that a page loads when it first needs them. */
  lazy: WidgetFile[]
}

/** Imports a style sheet as minified text, from which the widget constructs its sheet. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
      // esbuild keeps the spaces around variables.
      return { contents: code.trim().replace(/([:,]) /g, '$1'), loader: 'text' }
    })
  },
}

/**
 * Replaces `import('../lazy/press.ts')` by the absolute address of the built file. A relative one would not resolve: a
 * script of another origin has no base address of its own (HTML standard, "muted errors").
 */
const lazyByAddress = (end: string): Plugin => ({
  name: 'lazy-by-address',
  setup({ onLoad }) {
    onLoad({ filter: /widget\/page\/lazy\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const parts = [...source.matchAll(/^ {2}(\w+): \(\) => import\('\.\.\/\w+\/\1\.ts'\),$/gm)].map(
        ([, name]) => name,
      )
      const contents = `export const beside = { script: '' }
        export const lazy = Object.fromEntries('${parts.join(' ')}'.split(' ').map((name) =>
          [name, () => import(beside.script + 'pairwell-' + name + '${end}')]))`
      return { contents, loader: 'js' }
    })
  },
})

/** Returns the style sheet of all layouts, for panels that the Worker renders (worker/serve/fragment.ts). */
export async function buildSheet(): Promise<string> {
  const sheets = ['panel', 'layouts', 'still'].map((name) =>
    readFile(join(ROOT, `widget/view/${name}.css`), 'utf8'),
  )
  const { code } = await transform((await Promise.all(sheets)).join('\n'), { loader: 'css', minify: true })
  return code
}

/** How to build; by default the version of package.json, as shops get it. */
export type BuildOptions = {
  /** What `window.pairwell.version` says. */
  version?: string
  /** Readable code with source maps, larger than any budget. */
  development?: boolean
}

/**
 * Builds the files that run in shops: `pairwell.js`, the same under the first 16 hex digits of its SHA-256, and the parts
 * that come later under theirs, so that a pinned script names its parts for good; and `pairwell.css`.
 *
 * @throws when the widget is larger than its budget
 */
export async function buildWidget(outdir: string, options: BuildOptions = {}): Promise<WidgetBuild> {
  await mkdir(outdir, { recursive: true })
  const keep = async (file: string, content: Buffer): Promise<WidgetFile> => {
    const path = join(outdir, file)
    // `npm run dev` serves this folder: an unchanged file must not look like a change.
    if (!existsSync(path) || !content.equals(readFileSync(path))) await writeFile(path, content)
    return { file, bytes: sizeOf(content) }
  }
  const parts = await Promise.all(LAZY.map((part) => bundle(part, 'esm', options, [cssAsText])))
  // One hash for all of them: eight hashes in the script of every page would cost more bytes than they are worth.
  const end = `-${hashOf(Buffer.concat(parts))}.js`
  const lazy = await Promise.all(
    LAZY.map((part, at) => keep(`pairwell-${basename(part)}${end}`, parts[at] ?? Buffer.of())),
  )
  await keep('pairwell.css', Buffer.from(await buildSheet()))
  const content = await bundle('index', 'iife', options, [cssAsText, lazyByAddress(end)])
  const evergreen = await keep('pairwell.js', content)
  const { file: hashed } = await keep(`pairwell-${hashOf(content)}.js`, content)
  if (!options.development) checkBudgets([evergreen, ...lazy])
  const integrity = `sha384-${createHash('sha384').update(content).digest('base64')}`
  return { ...evergreen, hashed, integrity, lazy }
}

function checkBudgets(files: readonly WidgetFile[]): void {
  const whole = files.reduce((sum, { bytes }) => sum + bytes.gzip, 0)
  const check = (what: string, gzip: number, allowed: number) => {
    if (gzip > allowed) throw new Error(`${what} has ${gzip} bytes gzipped, allowed are ${allowed}.`)
  }
  check('The widget', files[0]?.bytes.gzip ?? 0, WIDGET_BUDGET)
  check('The widget with all its parts', whole, WHOLE_BUDGET)
}

const hashOf = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16)

const sizeOf = (content: Uint8Array): WidgetFile['bytes'] => ({
  raw: content.length,
  gzip: gzipSync(content, { level: 9 }).length,
  brotli: brotliCompressSync(content).length,
})

/**
 * Names of fields that only the widget's own files use, never the API, the page or the browser. The build shortens them,
 * in all files in the same way. A test compares them with the schema, where they must not occur.
 */
export const INTERNAL = [
  ...['announce', 'announcement', 'answer', 'asked', 'cheaper', 'choose', 'chosen'],
  ...['dismiss', 'given', 'gone', 'hint', 'instead', 'leave', 'near', 'note', 'place'],
  ...['props', 'read', 'redraw', 'show', 'stage', 'states', 'stop', 'subject', 'element', 'kit'],
  ...['lazy', 'tag', 'token', 'update', 'write'],
  ...['updateSoon', 'card', 'cardsOf', 'chosenOf', 'formatPrice', 'frame', 'isCard', 'say'],
  ...['cards'],
]

const packageVersion = (): string => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version

async function bundle(
  entry: string,
  format: 'iife' | 'esm',
  { version = packageVersion(), development = false }: BuildOptions,
  plugins: Plugin[],
): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, `widget/${entry}.ts`)],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    legalComments: 'none',
    alias: { preact: join(ROOT, 'widget/page/preact.ts') },
    define: { PAIRWELL_VERSION: JSON.stringify(version) },
    plugins,
    ...(development
      ? { sourcemap: 'inline' as const }
      : {
          minify: true,
          mangleProps: new RegExp(`^(${INTERNAL.join('|')})$`),
          mangleCache: Object.fromEntries(INTERNAL.map((name, at) => [name, `_${at.toString(36)}`])),
        }),
  })
  const [output] = outputFiles
  if (!output) throw new Error(`The bundle of widget/${entry}.ts is empty.`)
  if (development) return Buffer.from(output.contents)
  // Leaves 4 % less than esbuild alone (docs/DECISIONS.md). Functions in a row and in one notation compress better.
  const { code } = await minify(output.text, {
    ecma: 2020,
    module: true,
    compress: { passes: 5, hoist_funs: true, unsafe_arrows: true },
  })
  return Buffer.from(code ?? '')
}
