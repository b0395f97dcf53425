import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { isMain } from '../is-main.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The npm packages, each after those that it needs. */
export const PACKAGES = ['client', 'server', 'widget', 'react', 'vue'] as const
export type PackageName = (typeof PACKAGES)[number]

/** Folder of a package. */
export const folderOf = (name: PackageName): string => join(ROOT, 'packages', name)

type Manifest = { name: string; version: string; exports: Record<string, string | { default: string }> }

/** The package.json of a package. */
export const manifestOf = (name: PackageName): Manifest =>
  JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'))

/**
 * Builds one package into its folder `dist`: a module for each entry of its `exports`, and the declarations. Code of other folders of
 * this project is bundled; packages are not.
 */
export async function buildPackage(name: PackageName): Promise<void> {
  const folder = folderOf(name)
  const outdir = join(folder, 'dist')
  rmSync(outdir, { recursive: true, force: true })
  mkdirSync(outdir, { recursive: true })
  const entries = Object.values(manifestOf(name).exports).flatMap((one) =>
    typeof one === 'string' ? [] : [one.default.replace('./dist/', '').replace(/\.js$/, '')],
  )
  await build({
    entryPoints: entries.map((entry) => join(folder, `src/${entry}.ts`)),
    ...{ outdir, bundle: true, packages: 'external', format: 'esm', target: 'es2022', legalComments: 'none' },
    // Without the `paths` by which the compiler finds a package's neighbour: that one is installed beside it.
    tsconfigRaw: {},
  })
  declare(name, outdir)
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
}

/** Writes the declarations, which name their neighbours as they are called when they are built. */
function declare(name: PackageName, outdir: string): void {
  const emitted = join(ROOT, 'dist/package-types', name)
  rmSync(emitted, { recursive: true, force: true })
  // With an information file of its own, so that the compiler writes everything again.
  const args = ['-p', folderOf(name), '--outDir', emitted, '--tsBuildInfoFile', join(emitted, 'info')]
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const sources = join(emitted, 'packages', name, 'src')
  for (const file of globSync('**/*.d.ts', { cwd: sources })) {
    const text = readFileSync(join(sources, file), 'utf8').replace(
      /(['"]\.{1,2}\/[^'"]*)\.ts(['"])/g,
      '$1.js$2',
    )
    const path = join(outdir, file)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
}

if (isMain(import.meta)) {
  const wanted = process.argv.slice(2)
  const names = PACKAGES.filter((name) => wanted.length === 0 || wanted.includes(name))
  for (const name of names) await buildPackage(name)
  console.log(`built ${names.map((name) => `@pairwell/${name}`).join(', ')}`)
}
