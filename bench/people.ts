import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Sequences of 24 steps each; the test runs 10 of them. */
const SEQUENCES = process.env.PEOPLE_SEQUENCES ?? '300'

const file = join(tmpdir(), `pairwell-people-${process.pid}.json`)
const began = performance.now()
spawnSync(
  process.execPath,
  [
    ...[
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'worker',
      'test/ingest/identity/people.worker.test.ts',
    ],
    ...['-t', 'in any sequence', '--reporter', 'json', '--outputFile', file],
  ],
  { env: { ...process.env, PEOPLE_SEQUENCES: SEQUENCES }, stdio: ['ignore', 'ignore', 'inherit'] },
)
type Results = { numPassedTests: number; numFailedTests: number }
const { numPassedTests, numFailedTests }: Results = JSON.parse(readFileSync(file, 'utf8'))
rmSync(file)
const seconds = Math.round((performance.now() - began) / 1000)
const all = numPassedTests + numFailedTests
console.log(`Each sequence lets 24 random things happen to a new shop through its real doors: files of orders and of customers, orders as JSON,
messages of Shopify and WooCommerce, customer tokens, erasures, and decisions of the merchant, about 16 names. Then the orders of the
person with each name are compared with those of a simple list of pairs.

| sequences | steps | names compared | sequences with a difference | seconds |
|---|---|---|---|---|
| ${all} | ${all * 24} | ${all * 16} | ${numFailedTests} | ${seconds} |`)
process.exit(numFailedTests === 0 && numPassedTests > 0 ? 0 : 1)
