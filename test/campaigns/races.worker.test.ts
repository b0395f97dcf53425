import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Actor } from '../../schema/audit.ts'
import { act } from '../../worker/campaigns/act.ts'
import { runCampaign } from '../../worker/campaigns/run.ts'
import { advance } from '../../worker/jobs/advance.ts'
import type { JobLease } from '../../worker/jobs/lease/lease.ts'
import { Budget } from '../../worker/store/budget.ts'
import { queueCampaigns, readCampaign, writeCampaign } from '../../worker/store/campaigns/campaigns.ts'
import {
  aCampaign,
  aCampaignShop,
  actOn,
  addCampaign,
  addOffer,
  later,
  membersOf,
  read,
} from './a-campaign-shop.ts'

const MEMBER: Actor = { kind: 'member', id: 'x' }

/** A lease whose pauses do something else in between. */
const interrupted = (pause: () => Promise<void>) =>
  ({ pause, stretch: async () => {}, handOverIfSpent: () => {}, isSpent: () => false }) as unknown as JobLease

it('nobody of the control is contacted, also when two members turn out to be one person', async () => {
  const shop = await aCampaignShop(40)
  const offer_id = await addOffer(shop, 'pot')
  const campaign = await addCampaign(shop, aCampaign([offer_id], { control_share: 0.5 }), 'check')
  // buyer0 and buyer1, buyer2 and buyer3, ... turn out to be one person each (same address).
  const lines = Array.from(
    { length: 40 },
    (_, at) => `j${at},2026-11-01,tea,1,10.00,EUR,buyer${at},p${at >> 1}@example.com`,
  )
  await shop.give(
    'orders',
    ['order_id,order_date,item_id,quantity,price,currency,customer_id,customer_email', ...lines].join('\n'),
  )
  await actOn(shop, campaign.campaign_id, 'approve')
  await shop.settle()
  const rows = await shop.store.db.all<{ n: number }>(sql`
    select count(*) as n from campaign_members m where m.shop_id = ${shop.shop_id} and m.role = 'control' and exists (
      select 1 from person_keys a join person_keys b on b.shop_id = a.shop_id and b.person = a.person
      join contacts c on c.shop_id = a.shop_id and c.customer = b.key where a.shop_id = m.shop_id and a.key = m.customer)`)
  expect(rows[0]?.n).toBe(0)
})

it('the turn of the control comes in the same order as that of the contacts', async () => {
  const shop = await aCampaignShop(100)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(
    shop,
    aCampaign([offer_id], {
      capacity: { email: 5 },
      control_share: 0.2,
      ends_at: Date.now() + 60 * 86_400_000,
    }),
    'check',
    'approve',
  )
  const members = await membersOf(shop, campaign_id)
  const n = (state: string) => members.filter((one) => one.state === state).length
  expect(n('observed')).toBeLessThan(10)
})

it('a change and a new check while the job of the old check runs: the plan is of what is checked', async () => {
  const shop = await aCampaignShop(150)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id], { control_share: 0 }))
  // The job of the check as the queue has it: taken, so a second one is not queued.
  await shop.store.db.run(
    sql`update campaigns set status = 'checking', work = json_set(work, '$.wave', 2) where shop_id = ${shop.shop_id}`,
  )
  let did = false
  await runCampaign(
    shop.store,
    campaign_id,
    interrupted(async () => {
      if (did) return
      did = true
      await shop.store.db.run(
        sql`update jobs set lease = 'x', lease_until = ${Date.now() + 60_000} where shop_id = ${shop.shop_id} and kind = 'campaign'`,
      )
      const row = await readCampaign(shop.store, campaign_id)
      if (!row) throw new Error('gone')
      const { shop_id: _, ...same } = row
      // PATCH {budget: 20}, then action check.
      await writeCampaign(shop.store, {
        ...same,
        version: row.version + 1,
        status: 'draft',
        campaign: { ...row.campaign, budget: 20 },
        plan: null,
      })
      await shop.store.db.run(sql`update campaigns set status = 'checking' where shop_id = ${shop.shop_id}`)
    }),
  )
  const after = await read(shop, campaign_id)
  expect(after.status).toBe('checking')
})

it('a PATCH that was read before the start does not overwrite a running campaign', async () => {
  const shop = await aCampaignShop(40)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id], { capacity: { email: 5 } }), 'check')
  await actOn(shop, campaign_id, 'approve')
  const before = await readCampaign(shop.store, campaign_id)
  if (!before) throw new Error()
  await shop.settle()
  const { shop_id: _, ...same } = before
  const written = await writeCampaign(shop.store, {
    ...same,
    version: before.version + 1,
    status: 'draft',
    plan: null,
  })
  expect(written).toBe(false)
})

it('a page of members who are all withheld gets on from invocation to invocation', async () => {
  const shop = await aCampaignShop(60)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id], { control_share: 0 }), 'check')
  // The offer is a draft again when its contents are edited.
  await shop.call(`/v1/offers/${offer_id}`, 'PATCH', { margin: 1_900 })
  await shop.store.db.run(sql`update campaigns set status = 'approved' where shop_id = ${shop.shop_id}`)
  await queueCampaigns(shop.store, [campaign_id], Date.now())
  const states = []
  for (let call = 0; call < 6; call += 1) {
    const budget = new Budget()
    await advance(env, shop.shop_id, budget, ['campaigns'])
    const members = await shop.table('campaign_members')
    states.push([budget.spent, members.filter(({ state }) => state === 'withheld').length])
  }
  expect(states.at(-1)?.[1]).toBeGreaterThan(0)
})

/** An invocation that may send hardly any statements. */
class NearlySpent extends Budget {
  override get left(): number {
    return 0
  }
}

it('a long campaign holds up no other one: its job goes behind theirs', async () => {
  const shop = await aCampaignShop(30)
  const offer_id = await addOffer(shop, 'pot')
  const long = await addCampaign(shop, aCampaign([offer_id]), 'check')
  const short = await addCampaign(shop, aCampaign([offer_id], { name: 'Short' }), 'check')
  await shop.store.db.run(sql`update campaigns set status = 'approved' where shop_id = ${shop.shop_id}`)
  // A queue that delivers nothing, so that each turn is taken here.
  const quiet = { ...env, JOBS: { send: async () => undefined } as unknown as typeof env.JOBS }
  await queueCampaigns(shop.store, [long.campaign_id], Date.now() - 2_000)
  await queueCampaigns(shop.store, [short.campaign_id], Date.now() - 1_000)
  const order = async () => {
    const rows = (await shop.table('jobs')).filter(({ kind }) => kind === 'campaign')
    return rows.sort((a, b) => (String(a.job_id) < String(b.job_id) ? -1 : 1)).map(({ subject }) => subject)
  }
  expect(await order()).toEqual([long.campaign_id, short.campaign_id])
  await advance(quiet, shop.shop_id, new NearlySpent(), ['campaigns'])
  expect(await order()).toEqual([short.campaign_id, long.campaign_id])
  await shop.settle()
  expect((await read(shop, long.campaign_id)).status).toBe('done')
})

it('a campaign that is stopped withdraws its own decisions only', async () => {
  const shop = await aCampaignShop(30)
  const offer_id = await addOffer(shop, 'pot')
  const a = await addCampaign(
    shop,
    aCampaign([offer_id], { control_share: 0, channels: ['web'] }),
    'check',
    'approve',
  )
  const b = await addCampaign(
    shop,
    aCampaign([offer_id], { control_share: 0, channels: ['web'] }),
    'check',
    'approve',
  )
  const ids = async (id: string) => new Set((await membersOf(shop, id)).map(({ decision_id }) => decision_id))
  const [one, two] = [await ids(a.campaign_id), await ids(b.campaign_id)]
  expect([...two].filter((id) => id && one.has(id)).length).toBe(0)
})

it('stop while the job releases: what is open is withdrawn with the next job', async () => {
  const shop = await aCampaignShop(30)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id], { control_share: 0 }), 'check')
  const { db, shop_id } = shop.store
  await db.run(sql`update campaigns set status = 'approved' where shop_id = ${shop_id}`)
  await queueCampaigns(shop.store, [campaign_id], Date.now())
  let [calls, stopping] = [0, undefined as Promise<unknown> | undefined]
  const isSpent = () => {
    calls += 1
    if (calls === 6) stopping = act(shop.store, campaign_id, 'stop', MEMBER, '', Date.now())
    return false
  }
  const lease = { pause: async () => {}, stretch: async () => {}, handOverIfSpent: () => {}, isSpent }
  await runCampaign(shop.store, campaign_id, lease as unknown as JobLease)
  await stopping
  await shop.settle()
  const decisions = await shop.table('decisions')
  expect(decisions.filter(({ status }) => status === 'open')).toEqual([])
})

it('the next run of a campaign does not contact the control of the run before within its outcome days', async () => {
  const shop = await aCampaignShop(60)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(
    shop,
    aCampaign([offer_id], { control_share: 0.5, repeat_days: 7, ends_at: Date.now() + 6 * 86_400_000 }),
    'check',
    'approve',
  )
  const first = await membersOf(shop, campaign_id)
  const { db, shop_id } = shop.store
  await db.run(sql`update contacts set made = 1 where shop_id = ${shop_id}`)
  await db.run(sql`update decisions set status = 'delivered' where shop_id = ${shop_id}`)
  await db.run(
    sql`update campaigns set campaign = json_set(campaign, '$.starts_at', 1, '$.ends_at', ${Date.now() + 20 * 86_400_000}) where shop_id = ${shop_id} and status = 'approved'`,
  )
  await later(shop, 8)
  const all = (await shop.call('/v1/campaigns')).body.items
  const second =
    all.find(
      (row: { repeats: string | null; status: string }) =>
        row.repeats === campaign_id && row.status !== 'approved',
    ) ?? all[0]
  const sent = new Set(
    (await membersOf(shop, second.campaign_id))
      .filter(({ state }) => state === 'decided')
      .map(({ customer }) => customer),
  )
  const again = (role: string) => first.filter((one) => one.role === role && sent.has(one.customer)).length
  expect(again('control')).toBe(0)
})

it('an erased person is in no list of a campaign', async () => {
  const shop = await aCampaignShop(4)
  const offer_id = await addOffer(shop, 'pot')
  const { body } = await shop.call('/v1/customers/lookup', 'POST', { customer_id: 'buyer1' })
  const { campaign_id } = await addCampaign(
    shop,
    aCampaign([offer_id], { audience: { type: 'list', customers: [body.customer] } }),
  )
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'buyer1' })
  await shop.settle()
  expect(JSON.stringify(await read(shop, campaign_id))).not.toContain(body.customer)
})

it('an end in the past is refused, and a run that is over begins no further one', async () => {
  const shop = await aCampaignShop(4)
  const offer_id = await addOffer(shop, 'pot')
  const campaign = aCampaign([offer_id], { ends_at: Date.now() - 86_400_000, repeat_days: 7 })
  const { campaign_id } = await addCampaign(shop, campaign)
  expect((await actOn(shop, campaign_id, 'check')).body).toMatchObject({
    code: 'invalid_input',
    issues: [{ field: 'ends_at' }],
  })
  const { items } = (await shop.call('/v1/campaigns')).body
  expect(items).toHaveLength(1)
})

it('unknown handles of a list are no members, and unknown offers and segments are refused', async () => {
  const shop = await aCampaignShop(10)
  const offer_id = await addOffer(shop, 'pot')
  const audience = { type: 'list', customers: ['cus_nobody', 'x'] }
  const { plan } = await addCampaign(shop, aCampaign([offer_id], { channels: ['web'], audience }), 'check')
  expect(plan).toMatchObject({ audience: 0, eligible: 0 })
  const refusal = async (offer_ids: string[], more: object) => {
    const { campaign_id } = await addCampaign(shop, aCampaign(offer_ids, more))
    return (await actOn(shop, campaign_id, 'check')).body.code
  }
  expect(await refusal([offer_id, 'off_mistyped'], {})).toBe('unknown_offer')
  expect(await refusal([offer_id], { minimums: [{ segment_id: 'seg_none', customers: 5 }] })).toBe(
    'unknown_segment',
  )
  expect(await refusal([offer_id], { audience: { type: 'segment', segment_id: 'seg_none' } })).toBe(
    'unknown_segment',
  )
})

it('a check of a campaign that somebody else approved meanwhile does not forget its members', async () => {
  const shop = await aCampaignShop(20)
  const offer_id = await addOffer(shop, 'pot')
  const { campaign_id } = await addCampaign(shop, aCampaign([offer_id], { control_share: 0 }), 'check')
  const { db, shop_id } = shop.store
  // Approved between the read and the write of the second check.
  const store = {
    ...shop.store,
    d1: new Proxy(shop.store.d1, {
      get: (of, name) => {
        const value = Reflect.get(of, name)
        if (name !== 'batch') return typeof value === 'function' ? value.bind(of) : value
        return async (all: never) => {
          await db.run(
            sql`update campaigns set status = 'approved' where shop_id = ${shop_id} and status = 'checked'`,
          )
          return await of.batch(all)
        }
      },
    }),
  }
  const code = await act(store as never, campaign_id, 'check', MEMBER, '', Date.now()).then(
    () => 'done',
    (thrown) => thrown.code,
  )
  expect(code).toBe('campaign_state')
  const left = (await shop.table('campaign_members')).length
  expect(left).toBe(20)
})
