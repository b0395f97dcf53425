import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { platform } from 'node:process'
import { buildPackage, folderOf, PACKAGES, type PackageName } from './build.ts'

// A project as a shop's developer has it: in a folder of its own, with the packages as npm would deliver them.

/** The packed packages, by their names. */
export type Tarballs = Readonly<Record<string, string>>

/** Runs npm. @throws {Error} with its output, when it fails */
function npm(args: readonly string[], cwd: string): string {
  // On Windows npm is a batch file, which only a shell runs.
  const { status, stdout, stderr } = spawnSync('npm', args, {
    ...{ cwd, encoding: 'utf8' as const, shell: platform === 'win32' },
  })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}\n${stderr}`)
  return stdout
}

/** Packs all packages into a folder. @param isBuilt they are built already; else they are built first */
export async function packAll(folder: string, isBuilt = false): Promise<Tarballs> {
  const destination = resolve(folder)
  rmSync(destination, { recursive: true, force: true })
  mkdirSync(destination, { recursive: true })
  const packed: Record<string, string> = {}
  for (const name of PACKAGES) {
    if (!isBuilt) await buildPackage(name)
    packed[`@pairwell/${name}`] = packOne(name, destination)
  }
  return packed
}

function packOne(name: PackageName, destination: string): string {
  // Its `prepack` would build it once more.
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', destination]
  const said: unknown = JSON.parse(npm(args, folderOf(name)))
  const [{ filename }] = Object.values(said as object) as [{ filename: string }]
  return join(destination, filename)
}

/** What else a project needs. */
export type Needs = {
  /** Packages of the registry: `react@18`. */
  registry?: readonly string[]
  /** Packages that are linked from this repository's own. */
  linked?: readonly string[]
}

/** Makes a project outside of the repository, with the packed packages. The caller deletes the folder. */
export function makeProject(tarballs: Tarballs, { registry = [], linked = [] }: Needs = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-project-'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'a-shop', private: true, type: 'module' }),
  )
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  // Without the registry nothing is asked for the peers, which are linked.
  const reach = registry.length === 0 ? ['--offline', '--legacy-peer-deps'] : []
  npm(['install', ...quiet, ...reach, ...Object.values(tarballs), ...registry], folder)
  for (const name of linked) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve('node_modules', name), link, 'junction')
  }
  return folder
}
