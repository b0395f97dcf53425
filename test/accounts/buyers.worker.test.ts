import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, send, type TestShop } from '../a-shop.ts'
import { anItem, briefOf, handleOf } from './a-wholesale-shop.ts'

const NOW = Date.now()

const order = (order_id: string, days: number, more: object) => ({
  ...{
    order_id,
    ordered_at: new Date(NOW - days * DAY).toISOString(),
    lines: [{ item_id: 'cups-1', price: 1_000 }],
  },
  ...more,
})

/** A shop with two accounts and these orders. */
async function aShopWith(
  orders: object[],
  accounts: object[] = [],
  settings: object = {},
): Promise<TestShop> {
  const shop = await aShop({ time_zone: 'UTC', ...settings })
  await shop.call('/v1/items', 'PUT', { items: [anItem('Cups')] })
  await shop.call('/v1/accounts', 'PUT', {
    accounts:
      accounts.length > 0
        ? accounts
        : [
            { account_id: 'A', name: 'Alpha' },
            { account_id: 'B', name: 'Beta' },
          ],
  })
  await shop.call('/v1/orders', 'POST', { orders })
  return shop
}

async function ordersOf(shop: TestShop, account_id: string): Promise<number> {
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  return (await briefOf(shop, account_id)).audit?.orders ?? 0
}

const buys = (shop: TestShop, account_id: string, more: object) =>
  shop.call(`/v1/accounts/${account_id}/buyers`, 'PUT', { buyers: [{ customer_id: 'ida', ...more }] })

it('orders that name the company, its id or another name of it are the account’s', async () => {
  const shop = await aShopWith(
    [
      order('1', 30, { account: 'alpha' }),
      order('2', 20, { account: ' ALPHA  Ltd ' }),
      order('3', 10, { account: 'A' }),
      order('4', 5, { account: 'Gamma' }),
    ],
    [
      { account_id: 'A', name: 'Alpha', companies: ['Alpha Ltd'] },
      { account_id: 'B', name: 'Beta' },
    ],
  )
  expect(await ordersOf(shop, 'A')).toBe(3)
  expect(await ordersOf(shop, 'B')).toBe(0)
})

it('a buyer who moves takes no earlier order along', async () => {
  const shop = await aShopWith(
    [30, 20, 10, 5].map((days) => order(String(days), days, { customer_id: 'ida' })),
  )
  await buys(shop, 'A', { role: 'purchasing' })
  expect(await ordersOf(shop, 'A')).toBe(4)
  await buys(shop, 'B', { since: NOW - 15 * DAY })
  expect(await ordersOf(shop, 'A')).toBe(2)
  expect(await ordersOf(shop, 'B')).toBe(2)
  // Back again, from five days ago.
  await buys(shop, 'A', { since: NOW - 5.5 * DAY })
  expect(await ordersOf(shop, 'A')).toBe(3)
  expect(await ordersOf(shop, 'B')).toBe(1)
})

it('an order of a buyer that names another account is that one’s', async () => {
  const shop = await aShopWith([
    order('1', 9, { customer_id: 'ida' }),
    order('2', 3, { customer_id: 'ida', account: 'Beta' }),
  ])
  await buys(shop, 'A', {})
  expect(await ordersOf(shop, 'A')).toBe(1)
  expect(await ordersOf(shop, 'B')).toBe(1)
})

it('a buyer is one person under all their names, and an order counts once', async () => {
  const both = { customer_id: 'ida', customer_email: 'ida@alpha.example' }
  const shop = await aShopWith([
    order('1', 9, { customer_email: 'ida@alpha.example' }),
    order('2', 6, both),
    order('3', 3, { customer_id: 'ida' }),
  ])
  await buys(shop, 'A', {})
  await shop.call('/v1/accounts/A/buyers', 'PUT', { buyers: [{ customer_email: 'ida@alpha.example' }] })
  expect(await ordersOf(shop, 'A')).toBe(3)
  expect((await briefOf(shop, 'A')).buyers).toHaveLength(1)
})

it('an erased buyer leaves the account, and what was said of them', async () => {
  const shop = await aShopWith([order('1', 9, { customer_id: 'ida' })])
  await buys(shop, 'A', { role: 'purchasing' })
  const customer = await handleOf(shop, 'ida')
  await shop.call('/v1/accounts/A/outcomes', 'POST', {
    ...{ outcome_id: 'x1', family: 'Cups', outcome: 'rejected', note: 'Ida finds them dear', customer },
  })
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ida' })
  expect(await shop.table('account_buyers')).toEqual([])
  expect(await shop.table('account_outcomes')).toMatchObject([{ customer: null, note: null }])
  expect((await buys(shop, 'A', {})).body).toEqual({ written: 0, erased: 1 })
  expect(JSON.stringify(await shop.rows())).not.toContain('Ida finds')
})

it('companies of orders become accounts only where the shop wants it', async () => {
  const csv = [
    'order_id,order_date,item_id,company',
    '1,2026-03-01,cups-1,Delta GmbH',
    '2,2026-04-01,cups-1,delta  gmbh',
    '3,2026-05-01,cups-1,Epsilon',
  ].join('\n')
  const quiet = await aShopWith([order('0', 5, {})])
  await quiet.give('orders', csv)
  expect(await quiet.table('accounts')).toHaveLength(2)
  expect(JSON.stringify(await quiet.rows())).not.toMatch(/delta/i)
  const shop = await aShopWith([order('0', 5, {})], [], { accounts: { from_orders: true } })
  await shop.give('orders', csv)
  const found = (await shop.call('/v1/accounts')).body.items.filter(
    ({ from_orders }: { from_orders: boolean }) => from_orders,
  )
  expect(found.map(({ name }: { name: string }) => name).sort()).toEqual(['Delta GmbH', 'Epsilon'])
  const delta = found.find(({ name }: { name: string }) => name === 'Delta GmbH')
  expect(await ordersOf(shop, delta.account_id)).toBe(2)
  // A second file adds nothing; what the merchant writes stays.
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: delta.account_id, name: 'Delta', tier: 'A' }],
  })
  await shop.give('orders', csv)
  expect((await shop.call(`/v1/accounts/${delta.account_id}`)).body).toMatchObject({
    name: 'Delta',
    tier: 'A',
    from_orders: false,
  })
})

it('of two editors who change the same account the second one is told', async () => {
  const shop = await aShopWith([order('1', 9, {})])
  const write = (name: string, version: number) =>
    shop.call('/v1/accounts', 'PUT', {
      accounts: [
        { account_id: 'A', name, version },
        { account_id: 'C', name },
      ],
    })
  const { version } = (await shop.call('/v1/accounts/A')).body
  expect((await write('Alpha One', version)).status).toBe(200)
  expect((await write('Alpha Two', version)).body.code).toBe('changed_meanwhile')
  expect((await shop.call('/v1/accounts/A')).body.name).toBe('Alpha One')
  expect((await shop.call('/v1/accounts/C')).body.name).toBe('Alpha One')
  // An account that must be new is not written over another one.
  expect((await write('Alpha Three', 0)).body.code).toBe('changed_meanwhile')
})

it('an account that is deleted leaves its orders', async () => {
  const shop = await aShopWith([order('1', 9, { account: 'Alpha' })])
  expect(await ordersOf(shop, 'A')).toBe(1)
  expect((await shop.call('/v1/accounts/A', 'DELETE')).status).toBe(204)
  expect((await shop.call('/v1/accounts/A')).body.code).toBe('unknown_account')
  expect(await shop.table('orders')).toHaveLength(1)
  expect(await shop.table('account_companies')).toMatchObject([{ account_id: 'B' }, { account_id: 'B' }])
})

it('reads accounts from a file: columns by their usual names, several rows an account, refused rows by name', async () => {
  const shop = await aShopWith([order('1', 9, { customer_email: 'ida@alpha.example' })])
  const rep = (await shop.call('/v1/members', 'POST', { name: 'Ada Field', role: 'rep', team: 'north' })).body
    .member_id
  const file = [
    'Kundennummer;Firma;Klasse;Betreuer;E-Mail;Ort;Vertragsende;Branche',
    'A;Alpha Großhandel;A;Ada Field;ida@alpha.example;Graz;31.12.2027;Gastronomie',
    'A;;;;otto@alpha.example;Wien;;',
    'C;Gamma;B;Nobody;;;;',
    'D;;B;;;;;',
    'E;Echo;;;;;32.13.2027;',
    'F;Foxtrot;B;;;;;',
  ].join('\n')
  const { status, body } = await shop.call('/v1/accounts/import', 'POST')
  expect([status, body.code]).toEqual([400, 'unreadable_file'])
  const windows1252 = Uint8Array.from(file, (letter) => letter.charCodeAt(0))
  const { sk } = shop
  const sent = await fetchImport(sk, windows1252)
  expect(sent.body).toMatchObject({
    rows: 6,
    written: 2,
    buyers: 2,
    refused_in_all: 3,
    attributes: ['Branche'],
  })
  expect(sent.body.refused.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
    [4, 'Betreuer'],
    [5, 'Firma'],
    [6, 'Vertragsende'],
  ])
  expect((await shop.call('/v1/accounts/A')).body).toMatchObject({
    ...{
      name: 'Alpha Großhandel',
      tier: 'A',
      rep,
      rep_name: 'Ada Field',
      attributes: { Branche: 'Gastronomie' },
    },
    locations: [{ name: 'Graz' }, { name: 'Wien' }],
    contract_ends_at: Date.UTC(2027, 11, 31),
  })
  expect(await ordersOf(shop, 'A')).toBe(1)
})

async function fetchImport(sk: string, body: Uint8Array<ArrayBuffer>) {
  return await send('/v1/accounts/import', {
    ...{ method: 'POST', body },
    headers: { Authorization: `Bearer ${sk}`, 'Content-Type': 'text/csv' },
  })
}
