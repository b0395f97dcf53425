import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { CHROMIUM_PACKAGE, chromiumPath, isBestChromium } from './chromium.ts'

// `npm test`: types, lint, all tests. Arguments are parts of file names: `npm test -- widget/events` runs what they match.

/** Results of one test runner. A check that is no test, such as the linter, counts only when it fails. */
type Counts = { passed: number; failed: number; skipped: number }

const PASSED: Counts = { passed: 0, failed: 0, skipped: 0 }
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 }

const VITEST_REPORT = 'dist/vitest-results.json'
const PLAYWRIGHT_REPORT = 'dist/playwright-results.json'
const filters = process.argv.slice(2)

/** Runs a script of a package with this Node; whether it ended well. */
function run(what: string, script: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n· ${what}`)
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0
}

const check = (what: string, script: string, args: string[]): Counts =>
  run(what, script, args) ? PASSED : FAILED

/**
 * The counts of a runner. A runner that failed without a failed test (a file that does not load, a crash, no report)
 * counts as one failure, so that the sum never looks better than the run was.
 */
function counts(ended: boolean, report: string, read: (report: never) => Counts): Counts {
  const found = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8')) as never) : PASSED
  return ended || found.failed > 0 ? found : { ...found, failed: 1 }
}

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number }

function vitest(): Counts {
  rmSync(VITEST_REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`]
  const args = ['run', '--passWithNoTests', ...reporters, ...filters]
  const ended = run('tests in Node and workerd', 'vitest/vitest.mjs', args)
  return counts(ended, VITEST_REPORT, (report: VitestReport) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
  }))
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

function playwright(): Counts {
  rmSync(PLAYWRIGHT_REPORT, { force: true })
  const args = ['test', '--pass-with-no-tests', '--reporter=dot,json', ...filters]
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT }
  const ended = run('tests in Chromium', '@playwright/test/cli.js', args, env)
  return counts(ended, PLAYWRIGHT_REPORT, ({ stats }: PlaywrightReport) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }))
}

/** Installs Debian's Chromium where it is missing. The page tests run in it, or in the browser that CHROMIUM names. */
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
  console.error(
    'Chromium could not be installed, so no page test can run. Install it, or set CHROMIUM to its path.',
  )
  return false
}

const all = [
  check('types', 'typescript/bin/tsc', ['-b']),
  check('lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  vitest(),
  haveChromium() ? playwright() : FAILED,
]
const sum = (name: keyof Counts) => all.reduce((total, one) => total + one[name], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exit(sum('failed') === 0 ? 0 : 1)
