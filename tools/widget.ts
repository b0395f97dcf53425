import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Plugin, transform } from 'esbuild'
import { minify } from 'terser'

/** Most bytes, gzipped at level 9: of the tag's own file, of what a product page loads, and of all parts together. */
export const LOADER_BUDGET = 3_400
export const PAGE_BUDGET = 12_000
export const WHOLE_BUDGET = 22_950

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** The part that every page with a panel loads, and the parts that a page loads when it first needs them; each is a file. */
export const LAZY = [
  'lazy/view',
  'lazy/press',
  'lazy/layouts',
  'lazy/extras',
  'lazy/person',
  'offer/offer',
] as const

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
 * Replaces the imports of widget/page/lazy.ts by the absolute addresses of the built files, beside the script. Relative ones would not
 * resolve: a script of another origin has no base address of its own (HTML standard, "muted errors").
 */
const lazyByAddress = (end: string): Plugin => ({
  name: 'lazy-by-address',
  setup({ onLoad }) {
    onLoad({ filter: /widget\/page\/lazy\.ts$/ }, () => ({
      contents: `const { src } = document.currentScript
        export const load = (name, use) =>
          import(new URL('pairwell-' + name + '${end}', src)).then(use).catch(() => null)`,
      loader: 'js',
    }))
  },
})

/** Stands for the hash of the parts in their own text until it is known; as long as the hash. */
const HASH = '0123456789abcdef'

/**
 * Lets a part import Preact and the views from the file that the page has loaded already. Two copies of Preact in one tree would
 * not only cost bytes: each counts its elements by itself, and takes an unknown one for an element that it has rendered.
 * A name that the views do not export ends the build.
 * @param exported what that file exports
 */
const fromView = (exported: readonly string[]): Plugin => ({
  name: 'from-view',
  setup({ onResolve, onLoad }) {
    // Beside the part: a module's imports are relative to its own address.
    const path = `./pairwell-view-${HASH}.js`
    onResolve({ filter: /^preact\b|\/(?:card|look|panel|price|safe-link|shown|texts)\.tsx?$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path, namespace: 'view' },
    )
    onResolve({ filter: /^/, namespace: 'view' }, () => ({ path, external: true }))
    onLoad({ filter: /^/, namespace: 'view' }, () => ({
      contents: `export{${exported.join()}}from'${path}'`,
      loader: 'js',
    }))
  },
})

/**
 * The views with short names for what only other parts import, and what these must write: `ee as Card`. Modules bind to a name, so this
 * changes nothing else.
 */
function shortExports(view: string): { exported: string[]; short: string } {
  const exported: string[] = []
  const short = view.replace(/export\s*\{([^}]*)\};?(?=\s*(?:\/\/.*\s*)?$)/, (_whole, list: string) => {
    const locals = list.split(',').map((one) => {
      const [local = ''] = one.trim().split(' as ')
      // The tag calls it by its name.
      if (one.endsWith(' createStage')) return one
      exported.push(one.trim())
      return local
    })
    return `export{${locals.join()}};`
  })
  return { exported, short }
}

/** Returns the style sheet of all layouts, for panels that the Worker renders (worker/serve/fragment.ts). */
export async function buildSheet(): Promise<string> {
  const sheets = ['page/space', 'view/panel', 'view/layouts', 'view/still'].map((name) =>
    readFile(join(ROOT, `widget/${name}.css`), 'utf8'),
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
  const [first] = LAZY
  const view = await bundle(first, 'esm', options, [cssAsText])
  const { exported, short } = shortExports(view.toString())
  const plugins = [cssAsText, fromView(exported)]
  const bundled = await Promise.all(
    LAZY.map((part) => (part === first ? Buffer.from(short) : bundle(part, 'esm', options, plugins))),
  )
  // One hash for all of them: nine hashes in the script of every page would cost more bytes than they are worth.
  const hash = hashOf(Buffer.concat(bundled))
  const end = `-${hash}.js`
  const parts = bundled.map((part) => Buffer.from(part.toString().replaceAll(HASH, hash)))
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

/** @param files the tag's own file, the views, and then the parts that few pages need */
function checkBudgets(files: readonly WidgetFile[]): void {
  const check = (what: string, some: readonly WidgetFile[], allowed: number) => {
    const gzip = some.reduce((sum, { bytes }) => sum + bytes.gzip, 0)
    if (gzip > allowed) throw new Error(`${what} has ${gzip} bytes gzipped, allowed are ${allowed}.`)
  }
  check('The tag', files.slice(0, 1), LOADER_BUDGET)
  check('The tag with the views', files.slice(0, 2), PAGE_BUDGET)
  check('The widget with all its parts', files, WHOLE_BUDGET)
}

/** A bundle without the imports that nothing in it reads, which esbuild keeps if they come from outside of the bundle. */
const withoutUnused = (text: string): string =>
  text.replace(/import \{([^}]*)\} from ("\S+");/, (whole, list: string, from: string, at: number) => {
    const rest = text.slice(at + whole.length)
    const read = list.split(',').filter((one) => {
      const local = one.trim().split(' as ').at(-1)
      return local && rest.match(RegExp(`(?<![\\w$])${local}(?![\\w$])`))
    })
    return read[0] ? `import {${read.join()}} from ${from};` : ''
  })

const hashOf = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 16)

const sizeOf = (content: Uint8Array): WidgetFile['bytes'] => ({
  raw: content.length,
  gzip: gzipSync(content, { level: 9 }).length,
  brotli: brotliCompressSync(content).length,
})

const packageVersion = (): string => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version

const entryPath = (entry: string): string =>
  ['ts', 'tsx'].map((end) => join(ROOT, `widget/${entry}.${end}`)).find((path) => existsSync(path)) ?? entry

async function bundle(
  entry: string,
  format: 'iife' | 'esm',
  { version = packageVersion(), development = false }: BuildOptions,
  plugins: Plugin[],
): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [entryPath(entry)],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    legalComments: 'none',
    // `h` and not the functions of preact/jsx-runtime, which would be loaded besides it.
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    inject: entryPath(entry).endsWith('x') ? [join(ROOT, 'widget/view/jsx.ts')] : [],
    define: { PAIRWELL_VERSION: JSON.stringify(version) },
    plugins,
    ...(development && { sourcemap: 'inline' as const }),
  })
  const [output] = outputFiles
  if (!output) throw new Error(`The bundle of widget/${entry} is empty.`)
  if (development) return Buffer.from(output.contents)
  // Leaves 4 % less than esbuild (docs/DECISIONS.md). Functions in a row and in one notation compress better; none of ours is called
  // with `new`, which arrow functions cannot be.
  // One keyword compresses better than two; no name is declared twice, and none is used before its declaration.
  const text = withoutUnused(output.text).replace(/^( *)const /gm, '$1let ')
  const { code } = await minify(text, {
    ecma: 2020,
    module: true,
    // Reading a field of ours has no effect of its own.
    compress: { passes: 4, unsafe_arrows: true, inline: 1, pure_getters: true },
  })
  // What the script does at once, before `guarded` is there, must not throw into the page either.
  return Buffer.from(format === 'iife' ? `try{${code}}catch{}` : (code ?? ''))
}
