import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PRICE } from '../../bench/cost/prices.ts'
import { QUOTAS } from '../../worker/http/rate-limit.ts'
import { LEAST_UNITS_A_DAY } from '../../worker/store/outcomes/intakes.ts'

const SECURITY = readFileSync('docs/SECURITY.md', 'utf8')
const SECONDS_A_DAY = 86_400

/** Rows, as SECURITY.md states them; forged.worker.test.ts measures that they are not passed. */
const stated = (pattern: RegExp) => Number(pattern.exec(SECURITY.replace(/\s+/g, ' '))?.[1])
const ROWS_WRITTEN_A_UNIT = stated(/A unit writes at most (\d+) rows/)
const ROWS_READ_A_BEACON = stated(/A beacon reads at most (\d+) rows/)
const ROWS_READ_A_UNIT = stated(/what is kept at most (\d+) rows a unit/)

const dollars = (amount: number) => `$${amount.toFixed(2)}`

it.each([
  ['one address', (SECONDS_A_DAY * QUOTAS.events.quota) / QUOTAS.events.seconds],
  ['a hundred addresses', (100 * SECONDS_A_DAY * QUOTAS.events.quota) / QUOTAS.events.seconds],
  ['all the world: a million requests a minute', 1_440 * 1e6],
])('what %s can cost a shop a day is as SECURITY.md states', (who, beacons) => {
  const requests = beacons * PRICE.request
  const written = LEAST_UNITS_A_DAY * ROWS_WRITTEN_A_UNIT * PRICE.row_written
  const read = (beacons * ROWS_READ_A_BEACON + LEAST_UNITS_A_DAY * ROWS_READ_A_UNIT) * PRICE.row_read
  const cells = [who, beacons.toLocaleString('en'), dollars(requests), dollars(written), dollars(read)]
  expect(SECURITY).toContain(`| ${cells.join(' | ')} | ${(requests + written + read).toFixed(2)} |`)
})

it('every test that SECURITY.md names exists', () => {
  const files = [...SECURITY.matchAll(/`(test\/[\w/.-]+\.ts)`/g)].map(([, file]) => file ?? '')
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) expect(() => readFileSync(file)).not.toThrow()
})
