import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Lives, each with a seed of its own; the test lives four. */
const LIVES = Number(process.env.FAULT_LIVES ?? 10_000)
/** Lives of one process, which its log and its database can hold. */
const LIVES_AT_ONCE = 250
const FIRST = Number(process.env.FAULT_SEED ?? 1)

type Results = { numPassedTests: number; numFailedTests: number }

/** Lives the lives of so many seeds. */
function lived(first: number, count: number) {
  const file = join(tmpdir(), `pairwell-faults-${process.pid}.json`)
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'worker'],
      ...['test/operate/shop-life.worker.test.ts', '--reporter', 'json', '--reporter', 'default'],
      ...['--outputFile', file],
    ],
    {
      env: { ...process.env, SHOP_SEED: String(first), SHOP_LIVES: String(count) },
      encoding: 'utf8',
      maxBuffer: 2 ** 29,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const { numPassedTests, numFailedTests }: Results = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  return { numPassedTests, numFailedTests, counts: [...stdout.matchAll(/\{"counts":(\{.*?\})\}/g)] }
}

const began = performance.now()
const sums: Record<string, number> = {}
let [right, wrong] = [0, 0]
for (let first = FIRST; first < FIRST + LIVES; first += LIVES_AT_ONCE) {
  const result = lived(first, Math.min(LIVES_AT_ONCE, FIRST + LIVES - first))
  right += result.numPassedTests
  wrong += result.numFailedTests
  for (const [, text = '{}'] of result.counts) {
    for (const [what, count] of Object.entries<number>(JSON.parse(text)))
      sums[what] = (sums[what] ?? 0) + count
  }
}
const { invocations = 0, request = 0, message = 0, cron = 0, lost = 0 } = sums
const share = ((100 * (request + message + cron)) / invocations).toFixed(0)
console.log(`A shop uploads a catalogue and orders, is mined, answers pages, counts what they report, and sends changed files and a changed price, some at
once; then it is deleted. In its deployment a fault is drawn for two of five invocations: from a random call of the database on nothing works
any more, or one call says one of D1's eleven errors, each before or after it was done. Queue messages come up to five times at once, late, in another
order, or are lost; one job in ten runs on a clock that is up to an hour wrong. Callers repeat what was not answered, under the same key.

Every life ends with the rows, the counts and the model of the same life without faults, no job is stuck or failed, what shoppers saw
meanwhile was at each moment the answer of one model of that life, of both pages that were asked, and the deleted shop leaves no row.

| lives | invocations | with a fault | in requests | in queue messages | in the cron | messages lost | lives that ended otherwise | seconds |
|---|---|---|---|---|---|---|---|---|
| ${right + wrong} | ${invocations} | ${share} % | ${request} | ${message} | ${cron} | ${lost} | ${wrong} | ${Math.round((performance.now() - began) / 1000)} |`)
process.exit(wrong === 0 && right === LIVES ? 0 : 1)
