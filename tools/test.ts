import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { build } from './build.ts'
import { CHROMIUM_PACKAGE, chromiumPath, isBestChromium } from './chromium.ts'

const bin = (name: string) => `node_modules/.bin/${name}`

function run(what: string, command: string, args: string[]): boolean {
  console.log(`\n· ${what}`)
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

/** The browser tests drive Debian's Chromium, or whatever CHROMIUM names. */
function haveChromium(): boolean {
  if (isBestChromium()) return true
  console.log('· installing Chromium')
  const apt = ['-o', 'DPkg::Lock::Timeout=60', '-qq']
  spawnSync('apt-get', [...apt, 'update'], { stdio: 'inherit' })
  spawnSync(
    'apt-get',
    [...apt, 'install', '-y', '--no-install-recommends', CHROMIUM_PACKAGE, 'fonts-dejavu-core'],
    { stdio: 'inherit' },
  )
  if (existsSync(chromiumPath())) return true
  console.error('Chromium could not be installed. Install it, or set CHROMIUM to its path.')
  return false
}

type Results = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean }

const given = process.argv.slice(2)
const types = run('types', bin('tsc'), ['-b'])
const lint = run('lint and format', bin('biome'), ['check', '--error-on-warnings', '.'])
await build()
const browser = haveChromium()
const report = 'dist/test-results.json'
const tests = run('tests', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...given,
])
const results: Results = JSON.parse(readFileSync(report, 'utf8'))
const checks = [types, lint, browser].filter((passed) => !passed).length
console.log(
  `\n${results.numPassedTests} passed, ${results.numFailedTests + checks} failed, ${results.numPendingTests} skipped`,
)
process.exit(types && lint && browser && tests ? 0 : 1)
