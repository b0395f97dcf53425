import { expect, it } from 'vitest'
import { demoFiles, killAfter202, killBefore202 } from '../../../bench/kills.ts'

it('an upload killed at random moments after its 202 ends as without kills, without being sent again', async () => {
  const { hash, expected, orders, expectedOrders } = await killAfter202(demoFiles(), 3, 1)
  expect(hash).toBe(expected)
  expect(orders).toBe(expectedOrders)
})

it('an upload killed before its 202 leaves no order and is never applied', async () => {
  expect(await killBefore202(demoFiles(), 1)).toEqual({ orders: 0, done: 0 })
})
