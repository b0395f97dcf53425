import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import {
  accountId,
  accountName,
  anItem,
  aWholesaleShop,
  briefOf,
  MISSED,
  openFamilies,
} from './a-wholesale-shop.ts'

type Cell = { family: number; state: string; opening: { probability: number } | null }
type Row = { account_id: string; margin: number; cells: Cell[] }

it('the grid says what each account buys, and what it could open', async () => {
  const shop = await aWholesaleShop()
  const { body } = await shop.call('/v1/white-space?limit=200')
  expect(body.items).toHaveLength(30)
  expect(body.computed_at).toBeGreaterThan(0)
  const [first] = body.items.filter(({ account_id }: Row) => account_id === accountId(0))
  const cell = (name: string) =>
    first.cells.find(({ family }: Cell) => body.families[family] === name) as Cell | undefined
  expect(cell('Cups')).toMatchObject({ state: 'bought', orders: 26, opening: null })
  expect(cell(MISSED)).toMatchObject({ state: 'never', orders: null })
  const missed = cell(MISSED)?.opening
  expect(missed?.probability).toBeGreaterThan(0.05)
  // What no account of its trade buys is no opening.
  expect(cell('Toner')).toBeUndefined()
  expect(missed).toMatchObject({ margin: expect.any(Number), gap: expect.any(Number) })
})

it('pages of the grid are by margin, and those of a family by its own', async () => {
  const shop = await aWholesaleShop(12)
  const margins = async (query: string) => {
    const found: Row[] = []
    for (let after = ''; ; ) {
      const { body } = await shop.call(`/v1/white-space?limit=5${query}&after=${encodeURIComponent(after)}`)
      found.push(...body.items)
      if (body.next === null) return found
      after = body.next
    }
  }
  const all = await margins('')
  expect(all).toHaveLength(12)
  expect(all.map(({ margin }) => margin)).toEqual(all.map(({ margin }) => margin).toSorted((a, b) => b - a))
  expect(new Set((await margins('&sort=name')).map(({ account_id }) => account_id)).size).toBe(12)
  const open = await margins(`&family=${MISSED}`)
  expect(open.map(({ account_id }) => account_id)).toContain(accountId(0))
  expect(open.length).toBeLessThan(12)
  const bought = await margins(`&family=${MISSED}&state=bought`)
  const lapsed = await margins(`&family=${MISSED}&state=lapsed`)
  const never = await margins(`&family=${MISSED}&state=never`)
  expect(bought.length + lapsed.length + never.length).toBe(12)
  expect((await shop.call('/v1/white-space?family=Boats')).body.code).toBe('unknown_family')
  expect((await shop.call('/v1/white-space?after=nowhere')).body.code).toBe('invalid_input')
})

it('totals and the file agree with the grid', async () => {
  const shop = await aWholesaleShop(12)
  const { items, families } = (await shop.call('/v1/white-space?limit=200')).body
  const openings = (items as Row[]).flatMap(({ cells }) => cells.filter(({ opening }) => opening !== null))
  const totals = (await shop.call('/v1/white-space/totals?by=family')).body.items
  for (const { key, openings: counted } of totals) {
    expect([key, counted]).toEqual([key, openings.filter(({ family }) => families[family] === key).length])
  }
  const [tiers] = (await shop.call('/v1/white-space/totals?by=tier')).body.items.filter(
    ({ key }: { key: string }) => key === 'B',
  )
  expect(tiers).toMatchObject({ accounts: 2 })
  const file: string = (await shop.call('/v1/white-space?form=csv')).body
  const lines = file.trim().split('\r\n')
  expect(lines).toHaveLength(1 + (items as Row[]).reduce((sum, { cells }) => sum + cells.length, 0))
  expect(lines[0]).toContain('expected_margin')
})

it('names no other account to a rep', async () => {
  const shop = await aWholesaleShop(24)
  const text = JSON.stringify(await briefOf(shop, accountId(0)))
  for (let number = 1; number < 24; number += 1) {
    expect(text).not.toContain(`"${accountName(number)}"`)
    expect(text).not.toContain(`"${accountId(number)}"`)
  }
})

it('a shop without accounts, and one whose accounts have no orders, have an empty grid', async () => {
  const shop = await aWholesaleShop(0)
  expect((await shop.call('/v1/white-space')).body).toMatchObject({ items: [], families: [] })
  await shop.call('/v1/accounts', 'PUT', { accounts: [{ account_id: 'new', name: 'New one' }] })
  await shop.settle()
  expect((await shop.call('/v1/white-space')).body.items).toEqual([])
  const brief = await briefOf(shop, 'new')
  expect(brief).toMatchObject({ openings: [], audit: null, computed_at: null })
  expect(openFamilies(brief)).toEqual([])
})

it('a range that was bought counts as ours where the merchant says so, and its accounts can be told apart', async () => {
  const same_families = { Becher: 'Cups', Kaffee: 'Coffee' }
  const shop = await aWholesaleShop(
    20,
    (number) => ({ attributes: { company: number < 10 ? 'Alpha' : 'Beta' } }),
    {
      accounts: { same_families },
    },
  )
  // The company that was bought sells the same things under names of its own.
  await shop.call('/v1/items', 'PUT', { items: [anItem('Becher'), anItem('Kaffee')] })
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: 'beta-1', name: 'Beta Eins', attributes: { company: 'Beta' } }],
  })
  await shop.call('/v1/orders', 'POST', {
    orders: [30, 20, 10].map((days) => ({
      ...{ order_id: `beta-${days}`, account: 'Beta Eins' },
      ordered_at: new Date(Date.now() - days * DAY).toISOString(),
      lines: [{ item_id: 'becher-1', quantity: 3, price: 1_000 }],
    })),
  })
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  const { items, families } = (await shop.call('/v1/white-space?limit=200&attribute=company=Beta')).body
  expect(items).toHaveLength(11)
  expect(families).not.toContain('Becher')
  const own = items.find(({ account_id }: Row) => account_id === 'beta-1')
  const bought = own.cells.filter(({ state }: Cell) => state === 'bought')
  expect(bought.map(({ family }: Cell) => families[family])).toEqual(['Cups'])
  expect(own.cells.some(({ family, opening }: Cell) => families[family] === 'Milk' && opening !== null)).toBe(
    true,
  )
})

it('a page that does not exist is refused before a file begins, as in JSON', async () => {
  const shop = await aWholesaleShop()
  for (const form of ['json', 'csv']) {
    for (const after of ['{', '[1]', '["a"]', 'null', '"x"']) {
      const path = `/v1/white-space?form=${form}&after=${encodeURIComponent(after)}`
      const { status, body } = await shop.call(path)
      expect([path, status, body.code]).toEqual([path, 400, 'invalid_input'])
    }
  }
})
