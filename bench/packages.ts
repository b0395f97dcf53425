import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { addSources, STRICT } from '../test/packages/project.ts'
import { opened } from '../test/packages/walk.ts'
import { WALKED } from '../test/packages/walked.ts'
import { build } from '../tools/build.ts'
import { launchOptions } from '../tools/chromium.ts'
import { call } from '../tools/demo-shop.ts'
import { PACKAGES } from '../tools/packages/build.ts'
import { makeProject, packAll, type Tarballs } from '../tools/packages/outside.ts'
import { sizeOf } from '../tools/packages/size.ts'
import { migrate } from '../tools/server/migrations.ts'
import { freePort, startWorker } from '../tools/worker.ts'
import { bundledWidget } from './packages/bundled-widget.ts'
import { tryExample } from './packages/framework-shop.ts'
import { FRAMEWORK_EXAMPLES } from './packages/frameworks.ts'
import { showIn } from './packages/in-chromium.ts'
import { checkTemplates } from './packages/template-types.ts'

/** Projects outside of the repository, as the registry makes them. */
const TOOLS = ['typescript@5.9', 'vite@8', '@types/node@24']
const react = (version: number) =>
  ['react', 'react-dom', '@types/react', '@types/react-dom'].map((name) => `${name}@${version}`)
const PROJECTS = [
  { name: 'plain modules', entry: 'page-esm.ts', registry: [] },
  { name: 'React 18', entry: 'page-react.tsx', registry: react(18) },
  { name: 'React 19', entry: 'page-react.tsx', registry: react(19) },
  { name: 'Vue 3', entry: 'page-vue.ts', registry: ['vue@3'] },
] as const

const gzip = (content: Uint8Array | string) => gzipSync(content, { level: 9 }).length

async function sizeTable(tag: { first: number; panel: number; all: number }): Promise<string> {
  const rows = []
  for (const name of PACKAGES) {
    const { raw, gzip } = await sizeOf(name)
    rows.push(`| @pairwell/${name} | ${raw} | ${gzip} |`)
  }
  const bundled = await bundledWidget()
  return `| package, without its framework | minified | gzip |
|---|---|---|
${rows.join('\n')}

| the widget, bytes gzip | before a panel | with a panel | all parts |
|---|---|---|---|
| loaded from the API, as the tag is and as @pairwell/widget does | ${tag.first} | ${tag.panel} | ${tag.all} |
| its source bundled by the app (${bundled.files} files) | ${bundled.first} | ${bundled.panel} | ${bundled.all} |`
}

/** Type-checks and builds a project with its own compiler and Vite. @throws with their output */
function buildProject(folder: string, entry: string): { ms: number; gzip: number } {
  const { lib, ...options } = STRICT
  const compilerOptions = { ...options, lib, module: 'ESNext', moduleResolution: 'Bundler' }
  const include = [`src/${entry}`]
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }))
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body><script type="module" src="/src/${entry}"></script>`,
  )
  const began = performance.now()
  for (const tool of [
    ['typescript/bin/tsc', '-p', '.'],
    ['vite/bin/vite.js', 'build', '--logLevel', 'error'],
  ]) {
    const [script = '', ...args] = tool
    const path = join(folder, 'node_modules', script)
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
      ...{ cwd: folder, encoding: 'utf8' as const },
    })
    if (status !== 0) throw new Error(`${tool.join(' ')} failed:\n${stdout}${stderr}`)
  }
  const html = readFileSync(join(folder, 'dist/index.html'), 'utf8')
  const script = /src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? ''
  return { ms: performance.now() - began, gzip: gzip(readFileSync(join(folder, 'dist', script))) }
}

/** Runs the walk through the API with the installed client, in Node. This process serves the API meanwhile. */
async function walkOutside(tarballs: Tarballs, url: string, operator: string): Promise<boolean> {
  const folder = makeProject(tarballs)
  try {
    const source = readFileSync('test/packages/walk.ts', 'utf8')
    writeFileSync(join(folder, 'walk.ts'), source.replace(/'[./]+packages\/(\w+)[^']+'/g, "'@pairwell/$1'"))
    const run = `import { walk } from './walk.ts'\nconsole.log(JSON.stringify(await walk(${JSON.stringify({ url, operator })})))`
    writeFileSync(join(folder, 'run.ts'), run)
    const { stdout } = await promisify(execFile)(process.execPath, ['run.ts'], { cwd: folder })
    return JSON.stringify(JSON.parse(stdout)) === JSON.stringify(WALKED)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const operator = 'operator-token-of-the-bench'
const state = mkdtempSync(join(tmpdir(), 'pairwell-packages-'))
const widget = await build()
const tarballs = await packAll('dist/packed')
const view = widget.lazy[0]?.bytes.gzip ?? 0
const rest = widget.lazy.slice(1).reduce((sum, { bytes }) => sum + bytes.gzip, 0)
const { gzip: first } = widget.bytes
console.log(await sizeTable({ first, panel: first + view, all: first + view + rest }))

await migrate(state)
const worker = await startWorker({
  ...{ port: await freePort(), state, assets: widget.folder },
  vars: { ADMIN_TOKEN: operator, MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' },
})
const browser = await chromium.launch(launchOptions())
let failed = false
try {
  const { pk, sk } = await opened({ url: worker.url, operator })
  console.log(`
| a fresh project with the packed packages, TypeScript ${TOOLS[0]?.split('@')[1]}, ${TOOLS[1]} | type-check and build | script of the page, gzip | cards in Chromium | added to the cart |
|---|---|---|---|---|`)
  for (const { name, entry, registry } of PROJECTS) {
    // The other pages of the sources need React and Vue as well, and only the entry is checked and built.
    const folder = makeProject(tarballs, { registry: [...TOOLS, ...registry] })
    try {
      addSources(folder)
      const built = buildProject(folder, entry)
      const { cards, added, faults } = await showIn(browser, join(folder, 'dist'), worker.url, pk)
      const lines = Array.isArray(added) ? added.length : 0
      failed ||= lines !== 1 || faults.length > 0
      console.log(
        `| ${name} | ${(built.ms / 1_000).toFixed(1)} s | ${built.gzip} | ${cards} | ${lines}${faults.map((fault) => `, ${fault}`).join('')} |`,
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const { token_key } = await call(worker.url, '/v1/token-keys', sk, { method: 'POST' })
  const keys = { api: worker.url, publishable_key: pk, secret_key: sk, token_key }
  for (const example of FRAMEWORK_EXAMPLES) {
    const { ms, cards, cart, faults, ordered } = await tryExample(browser, tarballs, example, keys)
    failed ||= cart.length !== 1 || faults.length > 0 || ordered === false
    const more = [...(ordered ? ['ordered with its token'] : []), ...faults]
    console.log(
      `| \`examples/${example.name}\`: ${example.title} | ${(ms / 1_000).toFixed(1)} s | | ${cards} | ${[cart.length, ...more].join(', ')} |`,
    )
  }
  const templates = checkTemplates(tarballs)
  failed ||= templates.some(({ right, wrong }) => !right || !wrong)
  const said = (is: boolean) => (is ? 'yes' : 'NO')
  console.log(`
| templates with \`<pairwell-panel>\` and \`<pairwell-offer>\`, outside of the repository | right attributes pass | a placement that there is not is refused |
|---|---|---|
${templates.map(({ framework, checker, right, wrong }) => `| ${framework}, ${checker} | ${said(right)} | ${said(wrong)} |`).join('\n')}`)
  const isWhole = await walkOutside(tarballs, worker.url, operator)
  failed ||= !isWhole
  console.log(`
The walk through the API (a shop, two uploads, mining, suggestions, a rule, a decision, a report) with the installed client in Node: ${isWhole ? 'every step as expected' : 'FAILED'}. \`npm test\` does it in Node and in workerd.`)
} finally {
  await browser.close()
  await worker.stop()
  rmSync(state, { recursive: true, force: true })
}
if (failed) process.exitCode = 1
