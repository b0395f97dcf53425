import { spawnSync } from 'node:child_process'

/** Requests of the fuzz; the test makes 400. */
const CALLS = process.env.API_CALLS ?? '20000'

const { stdout, status } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'worker', 'test/api/fuzz.worker.test.ts'],
    ...['--testTimeout', '7200000'],
  ],
  { env: { ...process.env, API_CALLS: CALLS }, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
)
const outcomes: Record<string, number> = JSON.parse(/\{"[0-9][^{}]*\}/.exec(stdout)?.[0] ?? '{}')
console.log(`Requests for every route of the OpenAPI document, one after the other to one shop with rows in every table: parameters and bodies drawn from their schemas, half of the bodies an example
with one part changed, and one in twelve values something else. Every answer must have a status that the document names for the route, and say what is wrong; none may be a 5xx. Left out are the calls that end the shop
or its key.

| requests | 2xx | 3xx | 4xx | anything else |
|---|---|---|---|---|
| ${CALLS} | ${outcomes['2xx'] ?? 0} | ${outcomes['3xx'] ?? 0} | ${outcomes['4xx'] ?? 0} | ${status === 0 ? 0 : 'yes, see above'} |`)
process.exitCode = status ?? 1
