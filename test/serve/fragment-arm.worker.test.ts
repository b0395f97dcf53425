import { expect, it } from 'vitest'
import { drawOf } from '../../engine/numbers/draw.ts'
import { armOf } from '../../widget/lazy/arms.ts'
import { type Answer, aShop, plainItems, send, type TestShop } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from '../outcomes/a-beacon.ts'

const TEA = 'placement=product&item_id=tea'
const ARMS = [
  { arm: 'as_it_is', share: 0.4 },
  { arm: 'two', share: 0.4, settings: { limit: 2, title: 'Take these along' } },
  { arm: 'none', share: 0.2, holdout: true },
]

async function aSellingShop(settings: object = {}): Promise<TestShop> {
  const shop = await aShop(settings)
  await shop.give('items', plainItems(['tea', 'mug', 'pot', 'milk', 'cake']))
  const relations = ['item_id,related_item_id', 'tea,mug', 'tea,pot', 'tea,milk', 'tea,cake']
  await shop.give('relations', relations.join('\n'), '&relationship_type=accessory')
  return shop
}

/** Starts an experiment on product pages. */
async function running(shop: TestShop, arms: object[] = ARMS, ramp = 100): Promise<string> {
  const draft = await shop.call('/v1/experiments', 'POST', { name: 'A', placement: 'product', arms })
  const { experiment_id } = draft.body
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp })
  return experiment_id
}

const fragment = (shop: TestShop, query: string, headers = {}) =>
  send(`/p/${shop.pk}/panel.html?${query}`, { headers })

/** Returns the data in the fragment for the tag. */
const besides = ({ body }: Answer) =>
  JSON.parse(/<script type="application\/json">(.*)<\/script>/.exec(body)?.[1] ?? '')

const visitors = Array.from({ length: 40 }, (_, n) => `visitor-of-the-server-${n}`)

it('an arm that the server drew is shown as the tag would show it, and the tag does not draw again', async () => {
  const shop = await aSellingShop()
  const experiment_id = await running(shop)
  const whole = (await shop.ask(TEA)).body
  for (const arm of ['as_it_is', 'two']) {
    const told = await fragment(shop, `${TEA}&arm=${arm}`)
    const drawn = visitors.map((one) => armOf(whole, one)).find(({ place }) => place?.arm === arm)
    const { experiment, ...shown } = besides(told)
    expect(drawn?.answer).toMatchObject(shown)
    expect(experiment).toEqual({ experiment_id, arms: [{ arm, share: 1, holdout: false }] })
    for (const visitor of visitors) {
      expect(armOf(besides(told), visitor).place).toEqual({ experiment_id, arm, holdout: false })
    }
  }
  const { body } = await fragment(shop, `${TEA}&arm=two`)
  expect(body).toContain('Take these along')
  expect(body.match(/part="link"/g)).toHaveLength(2)
})

it('a fragment without an arm shows what everybody sees, and contains the lists of all arms', async () => {
  const shop = await aSellingShop()
  await running(shop)
  const whole = (await shop.ask(TEA)).body
  for (const query of [TEA, `${TEA}&arm=`]) expect(besides(await fragment(shop, query))).toEqual(whole)
})

it.each(['grid', 'bundle'])(
  'a holdout of a %s is hidden, contains no items, and keeps its space',
  async (layout) => {
    const shop = await aSellingShop({ panels: { product: { layout } } })
    expect((await shop.ask(TEA)).body.panel.layout).toBe(layout)
    const experiment_id = await running(shop)
    const told = await fragment(shop, `${TEA}&arm=none`)
    expect(told.body).toMatch(/^<pairwell-panel [^>]* hidden><script/)
    expect(besides(told)).toMatchObject({ items: [], spare: [] })
    const { place } = armOf(besides(told), visitors[0] ?? '')
    expect(place).toEqual({ experiment_id, arm: 'none', holdout: true })
  },
)

it('each arm has its own ETag, and a client that has it gets no bytes', async () => {
  const shop = await aSellingShop()
  await running(shop)
  const tags = await Promise.all(
    ['', 'as_it_is', 'two', 'none'].map(async (arm) =>
      String((await fragment(shop, `${TEA}&arm=${arm}`)).headers.get('ETag')),
    ),
  )
  expect(new Set(tags).size).toBe(4)
  const again = await fragment(shop, `${TEA}&arm=none`, { 'If-None-Match': tags[3] })
  expect(again.status).toBe(304)
})

it('an arm that does not run is refused with the names of those that do; a visitor outside the ramp has no arm', async () => {
  const shop = await aSellingShop()
  await running(shop, ARMS.slice(0, 2), 10)
  const { status, body } = await fragment(shop, `${TEA}&arm=three`)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', 'arm'])
  expect(body.detail).toContain('as_it_is, outside, two')
  const { place } = armOf(besides(await fragment(shop, `${TEA}&arm=outside`)), visitors[0] ?? '')
  expect(place).toMatchObject({ arm: 'outside', holdout: false })
})

it('"outside" is accepted when the ramp has just risen to 100 %', async () => {
  const shop = await aSellingShop()
  await running(shop)
  const told = besides(await fragment(shop, `${TEA}&arm=outside`))
  expect(told.items).toHaveLength(4)
  expect(told.experiment.arms).toEqual([{ arm: 'outside', share: 1, holdout: false }])
})

it('an arm of an experiment that has ended is ignored', async () => {
  const shop = await aSellingShop()
  const id = await running(shop)
  await shop.call(`/v1/experiments/${id}`, 'PATCH', { status: 'stopped' })
  const [named, plain] = [await fragment(shop, `${TEA}&arm=none`), await fragment(shop, TEA)]
  expect([named.status, named.body]).toEqual([200, plain.body])
  expect(besides(named).experiment).toBeUndefined()
})

it('an arm belongs to one panel', async () => {
  const shop = await aSellingShop()
  const refused = await fragment(shop, `${TEA}&panels=complementary,related&arm=two`)
  expect(refused.body).toMatchObject({ code: 'invalid_input', issues: [{ field: 'arm' }] })
  expect((await fragment(shop, `${TEA}&panels=complementary:3&arm=two`)).status).toBe(200)
})

it('a visitor whom the server draws as the API page describes is counted; one drawn in another way is not', async () => {
  const shop = await aSellingShop()
  const experiment_id = await running(shop)
  const { arms } = (await shop.ask(TEA)).body.experiment
  /** Returns the arm of a visitor by the shares, as a shop's server draws it. */
  const armFor = (visitor: string): string => {
    let left = drawOf(experiment_id, visitor)
    for (const { arm, share } of arms) {
      left -= share
      if (left < 0) return arm
    }
    return ''
  }
  for (const [n, visitor] of visitors.entries()) {
    const arm = n === 0 ? (armFor(visitor) === 'two' ? 'none' : 'two') : armFor(visitor)
    const { place } = armOf(besides(await fragment(shop, `${TEA}&arm=${arm}`)), visitor)
    const seen = { experiment_id, arm: place?.arm ?? '', ...(place?.holdout && { items: [] }) }
    await report(shop, aBeacon([anEvent('rec_viewable', seen)], visitor))
  }
  await count(shop)
  const drawn = visitors.slice(1).map(armFor).sort()
  expect(new Set(drawn).size).toBe(3)
  expect((await shop.table('exposures')).map(({ arm }) => String(arm)).sort()).toEqual(drawn)
})
