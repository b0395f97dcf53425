import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { analyseAccounts } from '../../worker/accounts/analysis/analyse.ts'
import type { JobLease } from '../../worker/jobs/lease/lease.ts'
import { open } from '../../worker/store/open.ts'
import { aShop } from '../a-shop.ts'
import { accountId, anItem, aWholesaleShop, briefOf, FAMILIES, MISSED } from './a-wholesale-shop.ts'

const FIRST = accountId(0)
const NOW = Date.now()
const lease = {
  pause: async () => {},
  stretch: async () => {},
  handOverIfSpent: () => {},
  isSpent: () => false,
} as unknown as JobLease
const ids = (answer: { body: { items: { account_id: string }[] } }) =>
  answer.body.items?.map(({ account_id }) => account_id)

it('one sold-out family does not make every opening beyond the twelfth sold out', async () => {
  const shop = await aWholesaleShop(12)
  const names = Array.from({ length: 20 }, (_, n) => `Family ${n}`)
  await shop.call('/v1/items', 'PUT', {
    items: names.map((family, n) => ({
      ...{
        item_id: `f-${n}`,
        title: `${family} one`,
        category: family,
        url: `https://shop.example/products/f-${n}`,
        image_url: 'https://shop.example/i.png',
      },
      variants: [
        {
          variant_id: `f-${n}`,
          price: 1_000,
          cost: 600,
          availability: n === 3 ? 'out_of_stock' : 'in_stock',
        },
      ],
    })),
  })
  const openings = names.map((_, n) => ({
    ...{ f: n, lapsed: false, p: 0.2, margin: 100 - n, low: 1, high: 200, assumed: false, gap: 5 },
    reasons: [],
    items: [`f-${n}`],
  }))
  await env.DB.prepare('update account_models set families = ?2 where shop_id = ?1')
    .bind(shop.shop_id, JSON.stringify(names))
    .run()
  await env.DB.prepare(
    "update account_analyses set openings = ?2, cells = '[]' where shop_id = ?1 and account_id = 'A-0'",
  )
    .bind(shop.shop_id, JSON.stringify(openings))
    .run()
  const { blocked } = await briefOf(shop, FIRST)
  expect(blocked.map((one: { family: string }) => one.family)).toEqual(['Family 3'])
})

it('filters by attributes of every kind and name', async () => {
  const shop = await aShop({})
  const attributes = {
    vip: true,
    closed: false,
    size: 10,
    rate: 1.5,
    large: 12345678901,
    'a"b': 'x',
    'a\\b': 'x',
    'a.b': 'x',
    'a[0]': 'x',
    größe: 'x',
    '😀': 'x',
    "a'b": 'x',
    $: 'x',
    '\u0001': 'x',
  }
  const written = await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: 'A', name: 'Alpha', attributes }],
  })
  expect(written.status).toBe(200)
  for (const [name, value] of Object.entries(attributes)) {
    const answer = await shop.call(`/v1/accounts?attribute=${encodeURIComponent(`${name}=${value}`)}`)
    expect.soft([name, answer.status, ids(answer)]).toEqual([name, 200, ['A']])
  }
})

it('pages of accounts with long names that need escapes go on', async () => {
  const shop = await aWholesaleShop(2, () => ({ name: '"'.repeat(180) }))
  await env.DB.prepare('update accounts set account_id = account_id').run()
  const first = await shop.call('/v1/white-space?sort=name&limit=1')
  expect(ids(first)).toEqual(['A-0'])
  const long = await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: `${'\\'.repeat(120)}`, name: '\u0001'.repeat(150) }],
  })
  expect(long.status).toBe(200)
  const second = await shop.call(
    `/v1/white-space?sort=name&limit=1&after=${encodeURIComponent(first.body.next)}`,
  )
  expect([second.status, ids(second)]).toEqual([200, ['A-1']])
})

it('what is not for the account is no opening in the filter, the totals and the sum either', async () => {
  const shop = await aWholesaleShop()
  const total = async () =>
    (await shop.call('/v1/white-space/totals?by=family')).body.items.find(
      (one: { key: string }) => one.key === MISSED,
    ).openings
  const before = await total()
  await shop.call(`/v1/accounts/${FIRST}/marks`, 'PUT', { family: MISSED, mark: 'not_eligible' })
  expect.soft(ids(await shop.call(`/v1/white-space?family=${MISSED}`))).not.toContain(FIRST)
  expect.soft(await total()).toBe(before - 1)
})

it('a state without a family is refused or holds, and is not ignored', async () => {
  const shop = await aWholesaleShop(4)
  const { status } = await shop.call('/v1/white-space?state=lapsed')
  expect(status).toBe(400)
})

it('while an analysis writes, and after one that did not end, pages name the right families', async () => {
  const shop = await aWholesaleShop()
  const before = (await briefOf(shop, FIRST)).audit.families
    .map((one: { family: string }) => one.family)
    .sort()
  expect(before).not.toContain(MISSED)
  // A family that more lines are of comes first: all numbers move by one.
  await shop.call('/v1/items', 'PUT', { items: [anItem('Extra')] })
  const orders = Array.from({ length: 400 }, (_, n) => ({
    ...{
      order_id: `x-${n}`,
      customer_id: `buyer-${1 + (n % 29)}`,
      ordered_at: new Date(NOW - (n % 300) * DAY).toISOString(),
      lines: [{ item_id: 'extra-1', price: 1_000 }],
    },
  }))
  await shop.call('/v1/orders', 'POST', { orders })
  await shop.call('/v1/accounts', 'PUT', { accounts: [{ account_id: 'Z', name: 'Zed' }] })
  const store = open(env as never, shop.shop_id)
  const d1 = store.d1
  // The invocation ends before the last step.
  let batches = 0
  const broken = {
    ...store,
    d1: new Proxy(d1, {
      get: (target, name) => {
        const value = Reflect.get(target, name)
        if (name !== 'batch') return typeof value === 'function' ? value.bind(target) : value
        return (list: unknown[]) => {
          batches += 1
          if (list.length > 2) throw new Error('the invocation ended')
          return value.call(target, list)
        }
      },
    }),
  }
  await expect(analyseAccounts(broken as never, lease)).rejects.toThrow('the invocation ended')
  const after = (await briefOf(shop, FIRST)).audit.families
    .map((one: { family: string }) => one.family)
    .sort()
  expect([batches > 0, after]).toEqual([true, before])
})

it('statements of an analysis of the most accounts that a shop may have stay below 1,000', async () => {
  const shop = await aWholesaleShop(2)
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        order_id: 'm',
        account: 'Nobody',
        ordered_at: new Date(NOW - 50 * DAY).toISOString(),
        lines: FAMILIES.slice(0, 4).map((family) => ({ item_id: `${family.toLowerCase()}-1`, price: 1_000 })),
      },
    ],
  })
  await shop.settle()
  const names = async (table: string) =>
    (
      await env.DB.prepare(`select name from pragma_table_info('${table}')`).all<{ name: string }>()
    ).results.map(({ name }) => name)
  const copied = async (table: string, where: string, values: Record<string, string>) => {
    const columns = await names(table)
    for (let from = 0; from < 19_998; from += 4_000) {
      await env.DB.prepare(`insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => values[name] ?? `t.${name}`).join(', ')}
        from ${table} t, (with recursive r(n) as (select ?2 union all select n + 1 from r where n + 1 < min(?2 + 4000, 19998)) select n from r) r where t.shop_id = ?1 and ${where}`)
        .bind(shop.shop_id, from)
        .run()
    }
  }
  await copied('accounts', "t.account_id = 'A-0'", { account_id: "'M' || r.n", name: "'M' || r.n" })
  await copied(
    'account_companies',
    "t.company = (select min(company) from account_companies where shop_id = ?1 and account_id = 'A-0')",
    { account_id: "'M' || r.n", company: "'c' || r.n" },
  )
  await copied('orders', "t.order_id = 'm'", { order_id: "'m' || r.n", account: "'c' || r.n" })
  const store = open(env as never, shop.shop_id)
  await analyseAccounts(store, lease)
  const row = await env.DB.prepare(
    'select count(*) as n, avg(length(cells) + length(openings) + length(audit) + length(usual)) as bytes from account_analyses where shop_id = ?1',
  )
    .bind(shop.shop_id)
    .first<{ n: number; bytes: number }>()
  console.log('A2', store.budget.spent, row)
  expect(row?.n).toBe(20_000)
  expect(store.budget.spent).toBeLessThan(900)
})

it('an account with a contract that ends is considered beside 300 with a larger margin', async () => {
  const shop = await aWholesaleShop(4)
  const columns = async (table: string) =>
    (
      await env.DB.prepare(`select name from pragma_table_info('${table}')`).all<{ name: string }>()
    ).results.map(({ name }) => name)
  for (const table of ['accounts', 'account_analyses']) {
    const all = await columns(table)
    await env.DB.prepare(`insert into ${table} (${all.join(', ')}) select ${all.map((name) => (name === 'account_id' ? "'M' || r.n" : name === 'margin' ? '9000' : `t.${name}`)).join(', ')}
      from ${table} t, (with recursive r(n) as (select 1 union all select n + 1 from r where n < 300) select n from r) r where t.shop_id = ?1 and t.account_id = 'A-0'`)
      .bind(shop.shop_id)
      .run()
  }
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [
      {
        account_id: 'New',
        name: 'New one',
        contract_ends_at: NOW + 2 * DAY,
        quotes: [{ quote_id: 'Q', at: NOW - DAY }],
      },
    ],
  })
  const { items, withheld } = (await shop.call('/v1/accounts/calls?limit=100')).body
  // Rank 1 x 6: it may be below the first hundred, but the margins of the others are set to be taken away.
  await env.DB.prepare(
    "update account_analyses set openings = '[]', cells = '[]', margin = 9000, audit = json_set(audit, '$.due', null, '$.is_overdue', json('false'), '$.trend', null) where shop_id = ?1",
  )
    .bind(shop.shop_id)
    .run()
  const again = (await shop.call('/v1/accounts/calls?limit=100')).body
  expect([
    items.length > 0,
    withheld.length >= 0,
    again.items.map((one: { account_id: string }) => one.account_id),
  ]).toEqual([true, true, ['New']])
})

it('pieces beyond 2 to the 31st are usual pieces, too', async () => {
  const shop = await aShop({ time_zone: 'UTC', pictures: 'optional' })
  await shop.call('/v1/items', 'PUT', { items: [anItem('Cups')] })
  await shop.call('/v1/accounts', 'PUT', { accounts: [{ account_id: 'A', name: 'Alpha' }] })
  await shop.call('/v1/orders', 'POST', {
    orders: [1, 2, 3].map((n) => ({
      order_id: `o${n}`,
      account: 'Alpha',
      ordered_at: new Date(NOW - n * 10 * DAY).toISOString(),
      lines: [{ item_id: 'cups-1', quantity: 3_000_000_000, price: 1 }],
    })),
  })
  await shop.settle()
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  const row = await env.DB.prepare('select usual from account_analyses where shop_id = ?1')
    .bind(shop.shop_id)
    .first<{ usual: string }>()
  expect(JSON.parse(row?.usual ?? '[]')).toMatchObject([['cups-1', 3_000_000_000, expect.any(Number)]])
})

it('an account after many lines of another one keeps its newest orders', async () => {
  const shop = await aShop({ time_zone: 'UTC' })
  await shop.call('/v1/items', 'PUT', { items: [anItem('Cups'), anItem('Cups', 2)] })
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [
      { account_id: 'A', name: 'Alpha' },
      { account_id: 'B', name: 'Beta' },
    ],
  })
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        order_id: 'a',
        account: 'Alpha',
        ordered_at: new Date(NOW - 300 * DAY).toISOString(),
        lines: [{ item_id: 'cups-1', price: 1_000 }],
      },
      {
        order_id: 'b',
        account: 'Beta',
        ordered_at: new Date(NOW - DAY).toISOString(),
        lines: [
          { item_id: 'cups-1', price: 1_000 },
          { item_id: 'cups-2', price: 1_000 },
        ],
      },
    ],
  })
  await shop.settle()
  const columns = (
    await env.DB.prepare("select name from pragma_table_info('orders')").all<{ name: string }>()
  ).results.map(({ name }) => name)
  const value = (name: string) =>
    name === 'order_id'
      ? "'a' || n.value"
      : name === 'ordered_at'
        ? `o.ordered_at - n.value * ${DAY}`
        : name === 'lines'
          ? "(with recursive l(v) as (select 1 union all select v + 1 from l where v < iif(n.value = 100, 9998, 10000)) select json_group_array(json(iif(v > 0, json_extract(o.lines, '$[0]'), null))) from l)"
          : `o.${name}`
  await env.DB.prepare(
    `insert into orders (${columns.join(', ')}) select ${columns.map(value).join(', ')} from orders o, (with recursive r(value) as (select 1 union all select value + 1 from r where value < 100) select value from r) n where o.order_id = 'a' and o.shop_id = ?1`,
  )
    .bind(shop.shop_id)
    .run()
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  const { body } = await shop.call('/v1/white-space')
  expect([body.is_cut, ids({ body })]).toEqual([true, expect.arrayContaining(['A', 'B'])])
})
