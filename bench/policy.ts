import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Groups of so many customers, each with 250 rounds: a thousand customers and 100,000 calls. The test lives one group of five. */
const GROUPS = process.env.POLICY_GROUPS ?? '75'
const CUSTOMERS = process.env.POLICY_CUSTOMERS ?? '14'
const ROUNDS = 250
/** Calls in a round, on average: 3.5 questions at once, 1.5 deliveries at once, 0.4 answers. */
const CALLS = 5.4

const file = join(tmpdir(), `pairwell-policy-${process.pid}.json`)
const began = performance.now()
const { stdout } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'worker'],
    ...['test/decisions/policy-life.worker.test.ts', '--reporter', 'json', '--reporter', 'default'],
    ...['--outputFile', file],
  ],
  {
    env: { ...process.env, POLICY_GROUPS: GROUPS, POLICY_CUSTOMERS: CUSTOMERS },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  },
)
type Results = { numPassedTests: number; numFailedTests: number }
const { numPassedTests, numFailedTests }: Results = JSON.parse(readFileSync(file, 'utf8'))
rmSync(file)
const seconds = Math.round((performance.now() - began) / 1000)
const all = numPassedTests + numFailedTests
const lives = [...stdout.matchAll(/\{"races":(\d+),"violations":(\d+)\}/g)]
const sum = (part: 1 | 2) => lives.reduce((total, life) => total + Number(life[part]), 0)
console.log(`Questions for the next best offer on four channels, permissions to send, answers and jumps of the clock, one to six at once, through the
merchant API; every answer is compared with a simple list of what was sent and refused. Windows: two contacts in 30 days, one e-mail in
7, and for the account of half of the customers one contact more than it has buyers in 30; a refused offer rests for 20 days. Now and then one of the questions at once is killed, or a delivery
or an answer before the others: the database fails from a random call on, after or before that call was done, and nobody hears of it.

| groups | customers | rounds | calls, about | rounds in which channels raced | violations | groups that failed or did too little | seconds |
|---|---|---|---|---|---|---|---|
| ${all} | ${all * Number(CUSTOMERS)} | ${all * ROUNDS} | ${Math.round(all * ROUNDS * CALLS)} | ${sum(1)} | ${sum(2)} | ${numFailedTests} | ${seconds} |`)
process.exit(numFailedTests === 0 && numPassedTests > 0 ? 0 : 1)
