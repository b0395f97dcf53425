import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { aShop, send, type TestShop } from '../a-shop.ts'

const NOW = Date.now()
const upload = (shop: TestShop, text: string) =>
  send('/v1/accounts/import', {
    ...{ method: 'POST', body: text },
    headers: { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'text/csv' },
  })

it('two members of one name: a file does not give accounts to the first of them', async () => {
  const shop = await aShop({})
  await shop.call('/v1/members', 'POST', { name: 'Anna Berg', role: 'rep', team: 'north' })
  await shop.call('/v1/members', 'POST', { name: 'Anna Berg', role: 'rep', team: 'south' })
  const { body } = await upload(shop, 'account_id,name,rep\nA,Alpha,Anna Berg\n')
  expect(body).toMatchObject({ written: 0, refused_in_all: 1 })
})

it('addresses in a second column of buyers are not stored in plain', async () => {
  const shop = await aShop({})
  const { body } = await upload(shop, 'account_id,name,buyer,email\nA,Alpha,4711,ida@alpha.example\n')
  expect(body.attributes).toEqual([])
  expect(JSON.stringify(await shop.rows())).not.toContain('ida@alpha.example')
})

it('a company name with a comma stays one name', async () => {
  const shop = await aShop({})
  await upload(shop, 'account_id,name,companies\nA,Alpha,"Acme, Inc."\n')
  expect((await shop.call('/v1/accounts/A')).body.companies).toEqual(['Acme, Inc.'])
})

it('a file that says only tiers leaves reps, quotes and plans', async () => {
  const shop = await aShop({})
  const rep = (await shop.call('/v1/members', 'POST', { name: 'Ada', role: 'rep', team: 'n' })).body.member_id
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: 'A', name: 'Alpha', rep, plans: [{ at: NOW, text: 'New site' }] }],
  })
  await upload(shop, 'account_id,name,tier\nA,Alpha,B\n')
  expect((await shop.call('/v1/accounts/A')).body).toMatchObject({
    rep,
    plans: [{ text: 'New site' }],
    tier: 'B',
  })
})

it('a name that is cut is cut between letters', async () => {
  const shop = await aShop({})
  await upload(shop, `account_id,name\nA,${'x'.repeat(199)}😀\n`)
  const { body } = await shop.call('/v1/accounts/A')
  expect(body.name.isWellFormed()).toBe(true)
  expect(body.name).not.toContain('\ufffd')
})

it('a file that is sent again each day does not lengthen the history of a shared buyer', async () => {
  const shop = await aShop({})
  const file = 'account_id,name,email\nA,Alpha,ida@x.example\nB,Beta,ida@x.example\n'
  for (let day = 0; day < 4; day += 1) await upload(shop, file)
  expect((await shop.table('account_buyers')).length).toBeLessThanOrEqual(2)
})

it('a file that is refused for its size has written nothing', async () => {
  const shop = await aShop({})
  await env.DB.prepare(`insert into accounts (shop_id, account_id, name, tier, rep, written, from_orders, version, created_at, changed_at)
    select ?1, 'Q' || n, 'Q', null, null, '{}', 0, 1, 1, 1 from (with recursive r(n) as (select 1 union all select n + 1 from r where n < 19400) select n from r)`)
    .bind(shop.shop_id)
    .run()
  const { body } = await upload(
    shop,
    `account_id,name\n${Array.from({ length: 900 }, (_, n) => `a${n},A ${n}`).join('\n')}\n`,
  )
  expect(body.code).toBe('too_many_accounts')
  const left = await env.DB.prepare(
    "select count(*) as n from accounts where shop_id = ?1 and account_id like 'a%'",
  )
    .bind(shop.shop_id)
    .first<{ n: number }>()
  expect(left?.n).toBe(0)
})
