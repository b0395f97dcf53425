import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** About 100,000 events: rounds with up to 400 in a call. The test lives a few hundred. */
const [CUSTOMERS, ROUNDS, BURST] = [
  process.env.TRIGGER_CUSTOMERS ?? '300',
  process.env.TRIGGER_ROUNDS ?? '500',
  process.env.TRIGGER_BURST ?? '400',
]

/** What the test prints of its life; see bench/inside/trigger-life.ts. */
type Lived = { violations: string[]; events: number; interrupted: number; states: Record<string, number> }

const folder = mkdtempSync(join(tmpdir(), 'pairwell-triggers-'))
const file = join(folder, 'results.json')
const began = performance.now()
const { stdout } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'worker', '--testTimeout', '7200000'],
    ...['test/triggers/trigger-life.worker.test.ts', '--reporter', 'json', '--reporter', 'default'],
    ...['--outputFile', file],
  ],
  {
    env: { ...process.env, TRIGGER_CUSTOMERS: CUSTOMERS, TRIGGER_ROUNDS: ROUNDS, TRIGGER_BURST: BURST },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  },
)
const seconds = Math.round((performance.now() - began) / 1000)
const { numPassedTests }: { numPassedTests: number } = JSON.parse(readFileSync(file, 'utf8'))
rmSync(folder, { recursive: true })
const found = stdout.match(/\{"violations".*\}\}/)
if (!found) throw new Error('The life of triggers did not end: run its test alone to see why.')
const { violations, events, interrupted, states }: Lived = JSON.parse(found[0])
const count = (state: string) => states[state] ?? 0
console.log(`Events that are repeated, cancelled, late and in any order, orders, changes of consent, deliveries, answers and jobs, of which a third
is interrupted in the middle: the database fails from a random call on, after or before that call was done. What became of every cause is compared
with an oracle that knows only what was said and when; every contact with consent, quiet hours, the window and cancellations.

| customers | rounds | events | interrupted jobs | ended | withheld | cancelled | late | control | violations | seconds |
|---|---|---|---|---|---|---|---|---|---|---|
| ${CUSTOMERS} | ${ROUNDS} | ${events} | ${interrupted} | ${count('ended')} | ${count('withheld')} | ${count('cancelled')} | ${count('late')} | ${count('control')} | ${violations.length} | ${seconds} |`)
process.exit(numPassedTests > 0 && violations.length === 0 ? 0 : 1)
