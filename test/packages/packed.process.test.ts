import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, expect, it } from 'vitest'
import { PACKAGES } from '../../tools/packages/build.ts'
import { makeProject, packAll } from '../../tools/packages/outside.ts'
import { sizeOf } from '../../tools/packages/size.ts'
import { addSources, compilerSays, LINKED, printed, snippets } from './project.ts'

const tarballs = await packAll('dist/packed')
const folder = makeProject(tarballs, { linked: LINKED })
addSources(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Most bytes of a package in a bundle, minified and gzipped, without its framework. */
const BUDGETS = { client: 3_600, server: 3_000, widget: 500, react: 1_000, vue: 1_000 }

const bytesOf = (name: string) => new Uint8Array(readFileSync(tarballs[`@pairwell/${name}`] ?? ''))
const ROOT = JSON.parse(readFileSync('package.json', 'utf8'))

it.each(PACKAGES)('publint finds nothing in %s', async (name) => {
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: bytesOf(name).buffer } })
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([])
})

it.each(PACKAGES)(
  'the types of %s are those of its code, however it is imported as a module',
  async (name) => {
    const found = await checkPackage(createPackageFromTarballData(bytesOf(name)))
    // Packages of modules only: `require` of Node ≥ 22 takes them, and what came before reads no `exports`.
    const others = ['node10', 'node16-cjs']
    const problems = 'problems' in found ? found.problems : [found]
    expect(
      problems.filter((one) => !('resolutionKind' in one && others.includes(one.resolutionKind))),
    ).toEqual([])
  },
)

it.each(PACKAGES)(
  '%s has the version of the project, needs nothing of others, and can be published',
  (name) => {
    const packed = JSON.parse(
      readFileSync(join(folder, 'node_modules/@pairwell', name, 'package.json'), 'utf8'),
    )
    const own = name === 'react' || name === 'vue' ? { '@pairwell/widget': ROOT.version } : {}
    expect(packed).toMatchObject({
      version: ROOT.version,
      publishConfig: { access: 'public', provenance: true },
    })
    expect(packed.dependencies ?? {}).toEqual(own)
    const files = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']
    for (const file of files) readFileSync(join(folder, 'node_modules/@pairwell', name, file))
  },
)

it.each(PACKAGES)('%s is as small as it shall be', async (name) => {
  expect((await sizeOf(name)).gzip).toBeLessThanOrEqual(BUDGETS[name])
})

it.each([
  ['a bundler', { module: 'ESNext', moduleResolution: 'Bundler' }],
  ['Node', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
])('a project type-checks strictly with the modules of %s', (_, options) => {
  expect(compilerSays(folder, options, ['src'])).toBe('')
})

it.each([['node'], ['@cloudflare/workers-types']])(
  'the packages of servers need no types but those of %s',
  (types) => {
    const options = { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2023'], types: [types] }
    expect(compilerSays(folder, options, ['src/on-a-server.ts'])).toBe('')
  },
)

it('every snippet of the READMEs compiles strictly', () => {
  const all = snippets()
  mkdirSync(join(folder, 'snippets'), { recursive: true })
  for (const { file, text } of all) writeFileSync(join(folder, file), text)
  expect(all.length).toBeGreaterThan(15)
  const options = { module: 'ESNext', moduleResolution: 'Bundler', noUnusedLocals: false }
  expect(compilerSays(folder, options, ['snippets'])).toBe('')
})

it('a snippet that does not compile is found', () => {
  writeFileSync(
    join(folder, 'snippets/planted.ts'),
    `import { Pairwell } from '@pairwell/client'\nnew Pairwell({})`,
  )
  const options = { module: 'ESNext', moduleResolution: 'Bundler' }
  expect(compilerSays(folder, options, ['snippets/planted.ts'])).toContain("'url' is missing")
})

it('everything can be imported and rendered on a server', () => {
  expect(printed(folder, 'src/render.ts')).toEqual({
    react:
      '<pairwell-panel class="x" limit="2" item-id="tea" cart-item-ids="a,b"></pairwell-panel><pairwell-offer placement="home"></pairwell-offer>',
    vue: '<pairwell-panel intent="upgrade" item-id="tea" class="x"></pairwell-panel>',
    ...{ loaded: null, parts: 3, client: 'function' },
  })
})
