import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const BENCH = 'bench'
/** Packages that only benches need; they are no part of the ordinary install (bench/package.json). */
export const OWN_PACKAGES = `${BENCH}/node_modules`

/** Installs the packages of bench/package.json when this one is not there; false when npm fails, for example without a network. */
export function hasOwnPackage(name: string): boolean {
  if (existsSync(`${OWN_PACKAGES}/${name}`)) return true
  console.error(`Installing the packages of benches, once, into ${OWN_PACKAGES}: npm ci --prefix ${BENCH}`)
  const { status } = spawnSync(`npm ci --prefix ${BENCH} --no-audit --no-fund`, {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: true,
  })
  return status === 0
}
