import { afterAll, afterEach, expect } from 'vitest'
import { aShop, type Shop, type Visit } from './a-shop.ts'

/** A shop for the tests of one file, opened at its top: after each test no page of it may have had a fault, and all are closed. */
export async function shopOfFile(): Promise<Shop> {
  const shop = await aShop()
  const visits: Visit[] = []
  afterEach(async () => {
    const made = visits.splice(0)
    for (const { faults } of made) expect(faults).toEqual([])
    for (const { page } of made) await page.close()
  })
  afterAll(() => shop.close())
  const visit: Shop['visit'] = async (...asked) => {
    const made = await shop.visit(...asked)
    visits.push(made)
    return made
  }
  return { ...shop, visit }
}
