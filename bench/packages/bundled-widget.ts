import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, transform } from 'esbuild'

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
 * Bytes, gzipped, of the widget as an app would bundle its source, in place of loading the tag's files: before the first panel, with a
 * panel, and all parts with their number of files.
 */
export async function bundledWidget(): Promise<{ first: number; panel: number; all: number; files: number }> {
  const index = readFileSync('widget/index.ts', 'utf8')
  const contents = index
    .replace(/^const boot = [\s\S]*?^\}\)$/m, '')
    .replace(/^boot\(\)$/m, '')
    .replace('function start', 'export function start')
  const jsx = { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } as const
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: 'widget', loader: 'ts', sourcefile: 'entry.ts' },
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, metafile: true },
    ...{ write: false, outdir: 'dist/bundled', plugins: [cssAsText], inject: ['widget/view/jsx.ts'] },
    define: { PAIRWELL_VERSION: '"0.0.0"' },
    tsconfigRaw: { compilerOptions: jsx },
  })
  const bytes = new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(process.cwd().length + 1),
      gzipSync(contents, { level: 9 }).length,
    ]),
  )
  /** A file with everything that it imports at once. */
  const withStatic = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen
    seen.add(file)
    for (const { path, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') withStatic(path, seen)
    }
    return seen
  }
  const fileOf = (entry: string) =>
    Object.entries(metafile.outputs).find(([, { entryPoint = '' }]) => entryPoint.endsWith(entry))?.[0] ?? ''
  const sum = (files: Iterable<string>) =>
    [...files].reduce((total, file) => total + (bytes.get(file) ?? 0), 0)
  const first = withStatic(fileOf('entry.ts'))
  const panel = withStatic(fileOf('widget/lazy/view.tsx'), new Set(first))
  return { first: sum(first), panel: sum(panel), all: sum(bytes.keys()), files: bytes.size }
}
