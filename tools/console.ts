import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, transform } from 'esbuild'
import { writeHandbook } from './handbook.ts'

/** Most bytes, gzipped at level 9, that the first page of the console loads: markup, scripts and style sheet. */
export const CONSOLE_BUDGET = 60_000

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Folder of the built console inside the assets; `assets` below it holds files with a hash in their names. */
const FOLDER = 'console'

/** What a build of the console made. */
export type ConsoleBuild = {
  /** Bytes, gzipped, of the markup, scripts and style sheet of the first page. */
  first: number
  /** All files with their bytes, gzipped. */
  files: Record<string, number>
}

/** The style sheet of a panel as text, for the preview, which shows panels as the widget does: in a shadow root. */
const panelSheet: Plugin = {
  name: 'panel-sheet',
  setup({ onLoad }) {
    onLoad({ filter: /widget\/view\/\w+\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
      return { contents: code, loader: 'text' }
    })
  },
}

/**
 * Builds the console: scripts and a style sheet with hashed names, and the page that loads them. The page is stored as a text, because
 * the Worker serves it, with its content policy (worker/api/public/console.ts).
 * @param assets folder of everything that is served as a file
 */
export async function buildConsole(assets: string, development = false): Promise<ConsoleBuild> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['console/main.tsx'],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: !development,
    ...(development && { sourcemap: 'inline' as const }),
    write: false,
    metafile: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: '/',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    plugins: [panelSheet],
  })
  await buildServiceWorker(assets, development)
  const folder = join(assets, FOLDER, 'assets')
  await mkdir(folder, { recursive: true })
  const files: Record<string, number> = {}
  for (const { path, contents } of outputFiles) {
    const name = basename(path)
    files[name] = gzipSync(contents, { level: 9 }).length
    await writeFile(join(folder, name), contents)
  }
  const first = firstFiles(metafile.outputs)
  const page = pageOf(first)
  await writeFile(join(assets, FOLDER, 'page.txt'), page)
  const sheets = first.filter((name) => name.endsWith('.css')).map((name) => `/${FOLDER}/assets/${name}`)
  await writeHandbook(join(assets, FOLDER), sheets)
  const sizes = [...first.map((name) => files[name] ?? 0), gzipSync(page, { level: 9 }).length]
  return { files, first: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Builds the worker that answers from copies without a connection. Its address never changes, and browsers look for a new one themselves. */
async function buildServiceWorker(assets: string, development: boolean): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['console/offline/service-worker.ts'],
    outfile: join(assets, FOLDER, 'service-worker.js'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: !development,
    legalComments: 'none',
  })
}

type Outputs = Record<
  string,
  { entryPoint?: string; cssBundle?: string; imports: { path: string; kind: string }[] }
>

/** The files of the first page: the entry, everything that it imports statically, and its style sheet. */
function firstFiles(outputs: Outputs): string[] {
  const entry = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === 'console/main.tsx')
  if (!entry) throw new Error('The build of the console has no entry.')
  const found = new Set<string>()
  const add = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    const loaded = outputs[path]?.imports.filter(({ kind }) => kind === 'import-statement') ?? []
    for (const one of loaded) add(one.path)
  }
  add(entry[0])
  const sheet = entry[1].cssBundle
  return [...found, ...(sheet === undefined ? [] : [sheet])].map((path) => basename(path))
}

function pageOf(files: readonly string[]): string {
  const address = (name: string) => `/${FOLDER}/assets/${name}`
  const [entry = '', ...others] = files.filter((name) => name.endsWith('.js'))
  const sheets = files.filter((name) => name.endsWith('.css'))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Pairwell</title>
<link rel="icon" href="data:,">
${sheets.map((name) => `<link rel="stylesheet" href="${address(name)}">`).join('\n')}
${others.map((name) => `<link rel="modulepreload" href="${address(name)}">`).join('\n')}
<script type="module" src="${address(entry)}"></script>
</head>
<body>
<div id="console"></div>
<noscript>The console needs JavaScript. Everything that it does can also be done with the API: see /docs.</noscript>
</body>
</html>
`
}
