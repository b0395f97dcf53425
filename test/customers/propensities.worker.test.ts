import { beforeAll, expect, it } from 'vitest'
import { readPropensities } from '../../worker/customers/propensities.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { aGrocer, COLUMNS, CUSTOMERS, handleOf } from './a-grocer.ts'

const likely = async (shop: TestShop, customer: string) =>
  (await shop.call(`/v1/customers/${customer}/propensities`)).body

/** What the tests read; the one that erases comes last. */
let shop: TestShop
beforeAll(async () => {
  shop = await aGrocer()
})

it('a mining run is followed by the scoring of every customer, with reasons', async () => {
  const { body: state } = await shop.call('/v1/propensities')
  expect(state).toMatchObject({ status: 'ready', fitted: CUSTOMERS, scored: CUSTOMERS, window_days: 30 })
  expect(state.families.toSorted()).toEqual(['Coffee', 'Kitchen', 'Tea'])
  const tea = await likely(shop, await handleOf(shop, 0))
  expect(tea.families[0]).toMatchObject({ family: 'Tea' })
  expect(['assam', 'darjeeling']).toContain(tea.families[0].item_id)
  expect(tea.families[0].reasons[0].code).toBe('bought_before')
  expect(tea.families[0].text).toMatch(/^Bought Tea \d+ times, last /)
  expect(tea.buys).toBeGreaterThan(tea.families[2].propensity)
  expect((await likely(shop, await handleOf(shop, 1))).families[0].family).toBe('Coffee')
  expect(JSON.stringify(tea)).not.toContain('c0')
  const known = await readPropensities(shop.store, await handleOf(shop, 0))
  expect(known.map(({ family, p }) => [family, p])).toEqual(
    tea.families.map(({ family, propensity }: { family: string; propensity: number }) => [
      family,
      propensity,
    ]),
  )
})

it('a target list has the customers of a family or of an item, most likely first', async () => {
  const { body } = await shop.call('/v1/propensities/customers?family=Coffee&limit=40')
  expect(body.family).toBe('Coffee')
  const chances = body.customers.map(({ propensity }: { propensity: number }) => propensity)
  expect(chances).toEqual(chances.toSorted((a: number, b: number) => b - a))
  const drinkers = new Set(await Promise.all(Array.from({ length: 40 }, (_, n) => handleOf(shop, 3 * n + 1))))
  const found = body.customers.filter(({ customer }: { customer: string }) => drinkers.has(customer))
  expect(found.length).toBeGreaterThan(36)
  const ofItem = await shop.call('/v1/propensities/customers?item_id=espresso&limit=40')
  expect(ofItem.body).toEqual(body)
  expect((await shop.call('/v1/propensities/customers?family=Wine')).body.code).toBe('unknown_family')
  expect((await shop.call('/v1/propensities/customers')).body.code).toBe('invalid_input')
})

it('the matrix has a line for each customer and a column for each family', async () => {
  const { families } = (await shop.call('/v1/propensities')).body
  const { body } = await shop.call('/v1/propensities/matrix')
  const [head, ...lines] = body.trim().split('\r\n')
  expect(head).toBe(`customer,buys,${families.join(',')}`)
  expect(lines).toHaveLength(CUSTOMERS)
  // A handle that begins with a minus stands behind a quote.
  const plain = lines.find((line: string) => /^\w/.test(line))
  const [handle = '', ...chances] = plain.split(',')
  const { buys, families: own } = await likely(shop, handle)
  const propensityOf = (family: string) =>
    own.find((one: { family: string }) => one.family === family).propensity
  expect(chances.map(Number)).toEqual([buys, ...families.map(propensityOf)])
})

it('look-alikes of tea drinkers are the other tea drinkers, with lift', async () => {
  const drinkers = await Promise.all(Array.from({ length: 40 }, (_, n) => handleOf(shop, 3 * n)))
  const { body } = await shop.call('/v1/customers/look-alikes', 'POST', {
    customers: drinkers.slice(0, 25),
    limit: 15,
  })
  expect(body.known).toBe(25)
  const others = new Set(drinkers.slice(25))
  const found = body.customers.filter(({ customer }: { customer: string }) => others.has(customer))
  expect(found.length).toBeGreaterThan(12)
  expect(body.lift).toBeGreaterThan(1)
})

it('a shop with few customers has no propensities, and an unknown customer has none anywhere', async () => {
  const small = await aShop()
  await small.give('orders', `${COLUMNS}\no1,2026-01-03,eve,,tea,1,4.50`)
  await small.call('/v1/propensities', 'POST')
  await small.settle()
  expect((await small.call('/v1/propensities')).body).toMatchObject({
    status: 'too_few_orders',
    families: [],
  })
  const { body } = await small.call(
    `/v1/customers/${(await small.call('/v1/customers/lookup', 'POST', { customer_id: 'eve' })).body.customer}/propensities`,
  )
  expect(body).toMatchObject({ scored_at: null, buys: null, families: [], items: [] })
  expect((await shop.call(`/v1/customers/${await handleOf(shop, 999)}/propensities`)).status).toBe(404)
  // Another shop's customer is nobody here.
  const elsewhere = await small.call(`/v1/customers/${await handleOf(shop, 0)}/propensities`)
  expect(elsewhere.body.code).toBe('no_such_customer')
})

it('an erased customer has no propensities, and a scoring that read the orders before brings none back', async () => {
  const customer = await handleOf(shop, 0)
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'c0' })
  await shop.settle()
  const rows = await shop.table('propensities')
  expect(rows).toHaveLength(CUSTOMERS - 1)
  expect(rows.map(({ person }) => person)).not.toContain(customer)
  expect((await shop.call(`/v1/customers/${customer}/propensities`)).status).toBe(404)
  await shop.call('/v1/propensities', 'POST')
  await shop.settle()
  expect(await shop.table('propensities')).toHaveLength(CUSTOMERS - 1)
})
