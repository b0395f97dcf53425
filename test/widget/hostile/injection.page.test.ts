import { dice } from '../../../demo/shop/orders/random.ts'
import { expect, test } from '../../page-test.ts'
import { inject, strictest } from './injection.ts'
import { PAYLOADS } from './payloads.ts'

/** A tenth of all payloads, the same in each run; `npm run bench -- widget` tests all of them. */
const { chance } = dice(5)
const TENTH = PAYLOADS.map((payload) => ({ payload, place: chance() }))
  .sort((a, b) => a.place - b.place)
  .slice(0, 60)
  .map(({ payload }) => payload)

test('there are 600 different payloads', () => expect(new Set(PAYLOADS).size).toBe(600))

test('no payload runs on a page without a content security policy', async ({ shop }) => {
  const { ran, shown, faults } = await inject(shop, TENTH)
  expect(ran).toBe(0)
  expect(shown).toHaveLength(15)
  expect(Math.min(...shown)).toBeGreaterThan(1)
  expect(faults).toEqual([])
})

test('no payload runs and no violation is reported on a page with the strictest policy', async ({ shop }) => {
  const { ran, shown, violations } = await inject(shop, TENTH, strictest(shop.apiOrigin))
  expect(ran).toBe(0)
  expect(Math.min(...shown)).toBeGreaterThan(1)
  expect(violations).toEqual([])
})
