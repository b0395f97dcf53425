import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DATA } from '../../../bench/data.ts'
import { type Customer, readCustomers } from '../../../bench/measure/hillstrom.ts'
import { difference, lift } from '../../../engine/measure/effect.ts'
import { momentsOf } from '../../../engine/measure/moments.ts'

const path = join(DATA, 'hillstrom_email/customers.csv.gz')

describe.skipIf(!existsSync(path))('the e-mail test of 64,000 customers', () => {
  const customers = existsSync(path) ? readCustomers(path) : []
  const of = (segment: Customer['segment'], measure: 'visit' | 'conversion' | 'spend') =>
    momentsOf(customers.filter((one) => one.segment === segment).map((one) => one[measure]))

  it('has the published visit rates', () => {
    const rates = (['No E-Mail', 'Mens E-Mail', 'Womens E-Mail'] as const).map(
      (segment) => of(segment, 'visit').mean,
    )
    expect(rates.map((rate) => (100 * rate).toFixed(2))).toEqual(['10.62', '18.28', '15.14'])
  })

  // By NumPy 2.4: difference of means and its 95 % interval, each group with its own variance.
  it.each([
    ['visit', 'Mens E-Mail', 0.07658956365, 0.06995334548, 0.08322578182],
    ['visit', 'Womens E-Mail', 0.04523310659, 0.03889367736, 0.05157253581],
    ['conversion', 'Mens E-Mail', 0.00680500652, 0.00500012903, 0.00860988401],
    ['conversion', 'Womens E-Mail', 0.00311105751, 0.00149864007, 0.00472347495],
    ['spend', 'Mens E-Mail', 0.76982715589, 0.48514912893, 1.05450518286],
    ['spend', 'Womens E-Mail', 0.42441221594, 0.16896450722, 0.67985992466],
  ] as const)('%s of %s differs as in the textbook', (measure, segment, value, low, high) => {
    const found = difference(of(segment, measure), of('No E-Mail', measure))
    expect(found.value).toBeCloseTo(value, 8)
    expect(found.low).toBeCloseTo(low, 8)
    expect(found.high).toBeCloseTo(high, 8)
  })

  it('spent 63 to 192 % more with the men’s mail, where a bootstrap says 64 to 197 %', () => {
    const found = lift(of('Mens E-Mail', 'spend'), of('No E-Mail', 'spend'))
    const percent = (value: number | undefined) => Math.round(100 * (value ?? 0))
    expect([percent(found?.low), percent(found?.value), percent(found?.high)]).toEqual([63, 118, 192])
  })
})
