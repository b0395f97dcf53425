import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileScript, parse } from 'vue/compiler-sfc'
import { manifestOf, PACKAGES } from '../../tools/packages/build.ts'

/** Packages of the repository that a project needs besides ours. */
export const LINKED = [
  ...['react', 'react-dom', 'vue', 'preact', 'svelte'],
  ...['@types/react', '@types/react-dom', '@types/node', 'csstype', '@cloudflare/workers-types'],
]

/** Every check that TypeScript has, also of the declarations of packages. */
export const STRICT = {
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true },
  ...{ noUnusedLocals: true, noImplicitReturns: true, verbatimModuleSyntax: true, skipLibCheck: false },
  ...{ target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'], jsx: 'react-jsx' },
  ...{ allowImportingTsExtensions: true, types: ['node'] },
}

/** Copies the sources of a shop's project into its folder. */
export const addSources = (folder: string): void =>
  cpSync('test/packages/outside', join(folder, 'src'), { recursive: true })

/** Returns what the compiler says of a folder; '' for nothing. */
export function compilerSays(folder: string, options: object, include: readonly string[]): string {
  const compilerOptions = { ...STRICT, ...options }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }))
  const tsc = 'node_modules/typescript/bin/tsc'
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  return stdout + stderr
}

/** A snippet of a README as a file that the compiler reads. */
export type Snippet = { file: string; text: string }

/** The snippets of all READMEs of packages: code as it is, a component of Vue as its script with the compiled template. */
export function snippets(): Snippet[] {
  return PACKAGES.flatMap((name) => {
    const readme = readFileSync(`packages/${name}/README.md`, 'utf8')
    const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    return blocks.flatMap(([, kind = '', text = ''], at) => {
      const file = `snippets/${name}-${at}`
      if (kind === 'ts' || kind === 'tsx') return [{ file: `${file}.${kind}`, text }]
      if (kind === 'vue') return [{ file: `${file}.ts`, text: compiled(text) }]
      if (kind === 'sh' || kind === 'html') return []
      throw new Error(`No test compiles a snippet of ${kind} in the README of ${name}.`)
    })
  })
}

function compiled(component: string): string {
  const { descriptor, errors } = parse(component)
  if (errors.length > 0) throw new Error(`The component does not compile: ${errors.join()}`)
  return compileScript(descriptor, { id: 'snippet', inlineTemplate: true }).content
}

/** Runs a file of a project in Node, and returns what it prints as JSON. */
export const printed = (folder: string, file: string): unknown =>
  JSON.parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }))

/** The package.json of a packed package. */
export { manifestOf }
