import { env, exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Cost, metered } from '../../bench/inside/meter.ts'
import { ask } from '../../worker/serve/answer.ts'
import { open } from '../../worker/store/open.ts'
import { type Answer, aShop, itemsFile, ordersFile, type TestShop, times } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from '../outcomes/a-beacon.ts'

const TEA = 'placement=product&item_id=tea'
const ORDERS = [
  ...times(9, 'tea mug'),
  ...times(7, 'tea pot'),
  ...times(6, 'tea milk'),
  ...times(5, 'tea lemon'),
  ...times(4, 'tea cake'),
  ...times(3, 'tea spoon'),
]
/** Titles without a word in common, so that no item is like another one. */
const TITLES = {
  tea: 'Assam',
  mug: 'Beaker',
  pot: 'Carafe',
  milk: 'Dairy',
  lemon: 'Citrus',
  cake: 'Stollen',
  spoon: 'Ladle',
  lamp: 'Sconce',
}

/** A shop whose companions of tea are mug, pot, milk, lemon, cake and spoon; nobody buys the lamp. */
async function aTeaShop(): Promise<TestShop> {
  const shop = await aShop({ time_zone: 'Europe/Berlin' })
  await shop.give(
    'items',
    itemsFile(Object.entries(TITLES).map(([id, title]) => `${id},${title},/i/${id},/i/${id}.png,9.90,`)),
  )
  await shop.give('orders', ordersFile(ORDERS))
  return shop
}

const shown = ({ body }: Answer): string[] => body.items.map(({ item_id }: { item_id: string }) => item_id)
const everywhere = ({ body }: Answer): string[] =>
  [...body.items, ...body.spare].map(({ item_id }: { item_id: string }) => item_id)

const add = async (shop: TestShop, action: object, more: object = {}) => {
  const answer = await shop.call('/v1/rules', 'POST', { name: 'A rule', status: 'live', action, ...more })
  expect(answer.status).toBe(201)
  return answer.body
}
const pin = (item_id: string, place: number, more: object = {}) => ({ kind: 'pin', item_id, place, ...more })
const hide = (...item_ids: string[]) => ({ kind: 'hide', items: { item_ids } })

it('a live rule changes the next answer; a draft and an ended one do not', async () => {
  const shop = await aTeaShop()
  expect(shown(await shop.ask(TEA))).toEqual(['mug', 'pot', 'milk', 'lemon'])
  const { rule_id } = await add(shop, pin('spoon', 2), { status: 'draft' })
  expect(shown(await shop.ask(TEA))).toEqual(['mug', 'pot', 'milk', 'lemon'])
  await shop.call(`/v1/rules/${rule_id}`, 'PATCH', { status: 'live' })
  expect(shown(await shop.ask(TEA))).toEqual(['mug', 'spoon', 'pot', 'milk'])
  await shop.call(`/v1/rules/${rule_id}`, 'PATCH', { status: 'ended' })
  expect(shown(await shop.ask(TEA))).toEqual(['mug', 'pot', 'milk', 'lemon'])
})

it('a pinned item that nobody buys with the page is a card as well; on the pages of its rule alone', async () => {
  const shop = await aTeaShop()
  await add(shop, pin('lamp', 1), { when: { seed: { item_ids: ['tea'] } } })
  expect(shown(await shop.ask(TEA))).toEqual(['lamp', 'mug', 'pot', 'milk'])
  const { body } = await shop.ask(TEA)
  expect(body.items[0]).toMatchObject({
    source: 'pinned',
    title: expect.any(String),
    evidence: { level: 'words' },
  })
  expect(shown(await shop.ask('placement=product&item_id=mug'))).not.toContain('lamp')
})

it.each(['placement=cart&cart_item_ids=tea', 'placement=home', 'placement=checkout&cart_item_ids=tea'])(
  'rules apply at %s',
  async (query) => {
    const shop = await aTeaShop()
    await add(shop, pin('lamp', 1))
    await add(shop, hide('mug'))
    const answer = await shop.ask(query)
    expect(shown(answer)[0]).toBe('lamp')
    expect(everywhere(answer)).not.toContain('mug')
  },
)

it('an item that is never shown is in no answer of any kind, whatever pins it', async () => {
  const shop = await aTeaShop()
  await add(shop, pin('mug', 1), { priority: 900, when: { seed: { item_ids: ['tea'] } } })
  await add(shop, { kind: 'never_show', items: { item_ids: ['mug'] } })
  const { body } = await shop.call('/v1/experiments', 'POST', {
    name: 'Without rules',
    placement: 'product',
    arms: [
      { arm: 'ruled', share: 0.5 },
      { arm: 'plain', share: 0.5, settings: { rules: false } },
    ],
  })
  await shop.call(`/v1/experiments/${body.experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const answer = await shop.ask(TEA)
  expect(answer.body.experiment.arms).toHaveLength(2)
  expect(JSON.stringify(answer.body)).not.toContain('"mug"')
  const fragment = await exports.default.fetch(`http://pairwell.test/p/${shop.pk}/panel.html?${TEA}`)
  expect(await fragment.text()).not.toContain('/i/mug')
  const { trace } = (await shop.call(`/v1/recommendations?${TEA}&trace=1`)).body
  const of = (item_id: string) => trace.find((one: { item_id: string }) => one.item_id === item_id)
  expect(of('mug')).toMatchObject({ outcome: 'never_shown', rule_id: expect.stringMatching(/^rule_/) })
  const { title, counts } = of('pot')
  expect(title).toEqual((await shop.call('/v1/items/pot')).body.title)
  expect(counts.share.value).toBeCloseTo(counts.co_orders / counts.seed_orders)
})

it('an arm without rules shows what the rules would change', async () => {
  const shop = await aTeaShop()
  await add(shop, pin('lamp', 1))
  const { body } = await shop.call('/v1/experiments', 'POST', {
    name: 'Rules',
    placement: 'product',
    arms: [
      { arm: 'ruled', share: 0.5 },
      { arm: 'plain', share: 0.5, settings: { rules: false } },
    ],
  })
  await shop.call(`/v1/experiments/${body.experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const answer = await shop.ask(TEA)
  const plain = answer.body.experiment.arms.find(({ arm }: { arm: string }) => arm === 'plain')
  expect([shown(answer)[0], plain.items[0].item_id]).toEqual(['lamp', 'mug'])
})

it('rules compare what the catalogue says, also when the Worker first knew of no rule that does', async () => {
  const shop = await aTeaShop()
  await add(shop, pin('spoon', 1))
  expect(shown(await shop.ask(TEA))[0]).toBe('spoon')
  await shop.call('/v1/items/pot', 'PATCH', { brand: 'Acme', tags: ['Clay'] })
  await add(shop, { kind: 'only', items: { tags: ['clay'] } })
  expect(everywhere(await shop.ask(TEA))).toEqual(['pot'])
})

it('a schedule is by the clock of the shop, and follows a change of its time zone', async () => {
  const shop = await aTeaShop()
  const local = (time_zone: string, minutes: number) =>
    new Intl.DateTimeFormat('sv', { timeZone: time_zone, dateStyle: 'short', timeStyle: 'short' })
      .format(Date.now() + minutes * 60_000)
      .replace(' ', 'T')
  await add(shop, pin('lamp', 1), { start: local('Europe/Berlin', -30), end: local('Europe/Berlin', 30) })
  expect(shown(await shop.ask(TEA))[0]).toBe('lamp')
  await shop.call('/v1/settings', 'PATCH', { time_zone: 'America/New_York' })
  expect(shown(await shop.ask(TEA))[0]).toBe('mug')
})

it('a change is refused when somebody else has changed the rule since', async () => {
  const shop = await aTeaShop()
  const { rule_id, version } = await add(shop, pin('lamp', 1))
  expect(version).toBe(1)
  const change = (name: string, tag: string) =>
    shop.call(`/v1/rules/${rule_id}`, 'PATCH', { name }, { 'If-Match': tag })
  expect((await change('Mine', '"1"')).body).toMatchObject({ name: 'Mine', version: 2 })
  expect((await change('Yours', '"1"')).body).toMatchObject({ code: 'changed_meanwhile', etag: '"2"' })
  const { items } = (await shop.call(`/v1/rules/${rule_id}/versions`)).body
  expect(items.map(({ version, name }: { version: number; name: string }) => [version, name])).toEqual([
    [2, 'Mine'],
    [1, 'A rule'],
  ])
})

it('rules that are saved at the same time are all in force', async () => {
  const shop = await aTeaShop()
  await Promise.all(['mug', 'pot', 'milk', 'lemon', 'cake'].map((item_id) => add(shop, hide(item_id))))
  expect(everywhere(await shop.ask(TEA))).toEqual(['spoon'])
})

it('a deleted rule is gone with its versions', async () => {
  const shop = await aTeaShop()
  const { rule_id } = await add(shop, pin('lamp', 1))
  expect((await shop.call(`/v1/rules/${rule_id}`, 'DELETE')).status).toBe(204)
  expect(shown(await shop.ask(TEA))[0]).toBe('mug')
  expect((await shop.call(`/v1/rules/${rule_id}`)).body.code).toBe('unknown_rule')
  expect([await shop.table('rules'), await shop.table('rule_pins')]).toEqual([[], []])
})

it('what is doubtful about a rule is said when it is saved', async () => {
  const shop = await aTeaShop()
  const hidden = await add(shop, hide('lamp'))
  const warnings = async (action: object, more: object = {}) =>
    (await add(shop, action, more)).warnings.map(({ code }: { code: string }) => code)
  expect(await warnings(pin('lamp', 1))).toEqual(['hidden_by_rule'])
  expect(await warnings(pin('nothing', 3))).toEqual(['unknown_item'])
  expect(await warnings(pin('mug', 2), { end: '2020-01-01T00:00' })).toEqual(['over'])
  expect(await warnings(pin('pot', 1))).toEqual(['same_place'])
  await shop.call(`/v1/rules/${hidden.rule_id}`, 'PATCH', { status: 'ended' })
  expect(await warnings(pin('lamp', 4))).toEqual([])
})

it('a simulation shows what a draft would change, and stores nothing', async () => {
  const shop = await aTeaShop()
  const { rule_id } = await add(shop, hide('pot'))
  const simulate = async (body: object) =>
    (await shop.call('/v1/rules/simulate', 'POST', { placement: 'product', item_id: 'tea', ...body })).body
  const both = ({ live, draft }: { live: Answer['body']; draft: Answer['body'] }) =>
    [live, draft].map((body) => shown({ body } as Answer))
  const drafts = [{ name: 'x', action: pin('lamp', 1) }]
  expect(both(await simulate({ drafts }))).toEqual([
    ['mug', 'milk', 'lemon', 'cake'],
    ['lamp', 'mug', 'milk', 'lemon'],
  ])
  expect(both(await simulate({ without: [rule_id] }))[1]).toEqual(['mug', 'pot', 'milk', 'lemon'])
  expect(both(await simulate({ drafts: [{ rule_id, name: 'x', action: hide('mug') }] }))[1]?.[0]).toBe('pot')
  const scheduled = [
    { name: 'x', action: pin('lamp', 1), start: '2027-12-24T00:00', end: '2027-12-25T00:00' },
  ]
  expect(both(await simulate({ drafts: scheduled, at: '2027-12-24T10:00:00Z' }))[1]?.[0]).toBe('lamp')
  expect(both(await simulate({ drafts: scheduled }))[1]?.[0]).toBe('mug')
  expect(shown(await shop.ask(TEA))).toEqual(['mug', 'milk', 'lemon', 'cake'])
  expect((await simulate({ without: ['rule_none'] })).code).toBe('unknown_rule')
})

it('a comparison shows which pages a draft changes, and how many views each rule touches', async () => {
  const shop = await aTeaShop()
  const { rule_id } = await add(shop, pin('lamp', 1), { when: { seed: { item_ids: ['mug'] } } })
  const idle = await add(shop, hide('nothing'))
  for (const [seed_item_id, times] of [
    ['tea', 3],
    ['mug', 1],
  ] as const) {
    const views = Array.from({ length: times }, () => anEvent('view_item_list', { seed_item_id }))
    await report(shop, aBeacon(views))
  }
  await count(shop)
  const drafts = [{ name: 'x', action: hide('pot') }]
  const { body } = await shop.call('/v1/rules/compare', 'POST', { drafts })
  expect(body).toMatchObject({ basis: 'views', pages: 2, views: 4 })
  expect(body.changed[0]).toEqual({
    ...{ item_id: 'tea', title: expect.any(String), views: 3 },
    ...{ before: ['mug', 'pot', 'milk', 'lemon'], after: ['mug', 'milk', 'lemon', 'cake'] },
  })
  // The page of the mug offers the pot as well, and the lamp stays in its place there.
  expect(body.changed[1]).toMatchObject({
    item_id: 'mug',
    before: ['lamp', 'tea', 'pot', 'milk'],
    after: ['lamp', 'tea', 'milk', 'lemon'],
  })
  // Each item that a list names, and no other.
  const named = body.changed.flatMap((page: { before: string[]; after: string[] }) => [
    ...page.before,
    ...page.after,
  ])
  expect(Object.keys(body.titles).sort()).toEqual([...new Set(named)].sort())
  expect(body.titles.mug).toEqual(expect.any(String))
  expect(body.rules).toEqual([
    { rule_id, views: 1, share: 0.25 },
    { rule_id: idle.rule_id, views: 0, share: 0 },
    { rule_id: 'draft 1', views: 4, share: 1 },
  ])
})

it('without views the pages of the best sellers are compared', async () => {
  const shop = await aTeaShop()
  const { body } = await shop.call('/v1/rules/compare', 'POST', {
    drafts: [{ name: 'x', action: hide('mug') }],
  })
  expect([body.basis, body.changed[0].item_id]).toEqual(['orders', 'tea'])
})

it('a pin is judged beside the other items of its pages', async () => {
  const shop = await aTeaShop()
  const { rule_id } = await add(shop, pin('lamp', 1), { when: { seed: { item_ids: ['tea'] } } })
  const effect = async () => (await shop.call(`/v1/rules/${rule_id}/effect`)).body
  expect(await effect()).toMatchObject({ verdict: 'too_early', difference: null, pinned: { seen: 0 } })
  const day = Math.floor(Date.now() / 86_400_000)
  const told = (item_id: string, seed: string, seen: number, added: number) =>
    env.DB.prepare(
      `insert into event_days select ?1, ?2, 'product', 'complementary', 'mined', ?3, ?4, '', '', ?5, ?5, ?6, ?6, 0`,
    )
      .bind(shop.shop_id, day, seed, item_id, seen, added)
      .run()
  await told('lamp', 'tea', 1_000, 10)
  await told('mug', 'tea', 1_000, 60)
  await told('pot', 'tea', 1_000, 40)
  // Another page says nothing about this pin.
  await told('mug', 'pot', 1_000, 900)
  expect(await effect()).toMatchObject({
    ...{
      verdict: 'worse',
      pinned: { seen: 1_000, added: 10 },
      beside: { seen: 2_000, clicked: 100, added: 100 },
    },
    difference: { value: -0.04 },
  })
  await shop.call(`/v1/rules/${rule_id}`, 'PATCH', { note: 'Still the same pin' })
  expect(await effect()).toMatchObject({ verdict: 'worse' })
})

it('several rules are written at once, or none of them', async () => {
  const shop = await aTeaShop()
  const rules = [
    { name: 'One', status: 'live', action: hide('mug') },
    { name: 'Two', status: 'live', action: pin('lamp', 1) },
  ]
  const { body } = await shop.call('/v1/rules', 'PUT', { rules })
  expect(shown(await shop.ask(TEA))).toEqual(['lamp', 'pot', 'milk', 'lemon'])
  const [{ rule_id }] = body.rules
  const wrong = [
    { rule_id, name: 'One', action: hide('pot') },
    { rule_id: 'rule_none', name: 'x', action: hide('x') },
  ]
  expect((await shop.call('/v1/rules', 'PUT', { rules: wrong })).body.code).toBe('unknown_rule')
  expect((await shop.call(`/v1/rules/${rule_id}`)).body).toMatchObject({ version: 1 })
})

it('rules that are written together win in their order, in the simulation and when they are live', async () => {
  const shop = await aTeaShop()
  const names = ['spoon', 'cake', 'lemon', 'milk', 'pot', 'lamp', 'mug', 'spoon', 'cake', 'lamp', 'lemon']
  const rules = names.map((item_id) => ({ name: item_id, status: 'live', action: pin(item_id, 1) }))
  const drafted = await shop.call('/v1/rules/simulate', 'POST', {
    ...{ placement: 'product', item_id: 'tea', drafts: rules },
  })
  const wanted = ['lemon', 'lamp', 'cake', 'spoon']
  expect(shown({ ...drafted, body: drafted.body.draft })).toEqual(wanted)
  await shop.call('/v1/rules', 'PUT', { rules })
  expect(shown(await shop.ask(TEA))).toEqual(wanted)
})

it('too many pins for all pages are refused, and nothing is written', async () => {
  const shop = await aTeaShop()
  const rules = Array.from({ length: 25 }, (_, n) => ({
    name: 'x',
    status: 'live',
    action: pin(`item-${n}`, 1),
  }))
  expect((await shop.call('/v1/rules', 'PUT', { rules })).body.code).toBe('too_many_pins')
  expect(await shop.table('rules')).toEqual([])
})

it('a thousand rules cost an answer no round trip and one row, and an item that they pin as much as any candidate', async () => {
  const shop = await aTeaShop()
  const costOf = async (): Promise<Cost> => {
    const cost: Cost = { round_trips: 0, rows_read: 0 }
    const store = open({ ...env, DB: metered(env.DB, cost) }, shop.shop_id)
    const question = { placement: 'product', intent: 'complementary', item_id: 'tea' } as const
    await (await ask(store, question, Date.now())).compose(undefined)
    return cost
  }
  const before = await costOf()
  for (let from = 0; from < 1_000; from += 200) {
    const rules = Array.from({ length: 200 }, (_, n) => ({
      ...{ name: `Rule ${from + n}`, status: 'live', action: pin('lamp', 1) },
      when: { seed: { item_ids: [from + n === 0 ? 'tea' : `item-${from + n}`] } },
    }))
    expect((await shop.call('/v1/rules', 'PUT', { rules })).status).toBe(200)
  }
  const after = await costOf()
  expect(after.round_trips).toBe(before.round_trips)
  expect(after.rows_read - before.rows_read).toBeLessThanOrEqual(1 + 3)
  expect(shown(await shop.ask(TEA))[0]).toBe('lamp')
  const more = [{ name: 'One more', status: 'live', action: hide('mug') }]
  expect((await shop.call('/v1/rules', 'PUT', { rules: more })).body.code).toBe('too_many_rules')
})
