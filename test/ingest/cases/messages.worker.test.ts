import { expect, it } from 'vitest'
import { aShop } from '../../a-shop.ts'
import { aBeacon, anEvent, report } from '../../outcomes/a-beacon.ts'
import { message } from '../hooks/bodies.ts'
import { connected } from '../hooks/platforms.ts'

const CASES = import.meta.glob<string>('../../../../shared/cases/*', { query: '?raw', import: 'default' })
const caseOf = async (file: string) => (await CASES[`../../../../shared/cases/${file}`]?.()) ?? ''
const has = (file: string) => `../../../../shared/cases/${file}` in CASES

const WEBHOOK = 'shopify-product-webhook-numeric-variant-id.json'
const PUSHES = 'ga4-datalayer-pushes-that-lose-the-beacon.js'

it.skipIf(!has(WEBHOOK))(`${WEBHOOK}: the number of the variant is kept as the platform's id`, async () => {
  const shop = await aShop()
  const { deliver } = await connected(shop, 'shopify')
  await deliver(message('products/update', JSON.parse(await caseOf(WEBHOOK))))
  await shop.settle()
  const { body } = await shop.call('/v1/items/tea')
  expect(body).toMatchObject({
    platform_id: '7001',
    variants: [{ sku: 'SKU-TEA', platform_id: '41000000000111', price: 690 }],
  })
})

/** The events of `dataLayer.push({…})`, an object literal with unquoted names, as the mapping of GA4 reports them. */
const pushesIn = (text: string): { name: string }[] =>
  [...text.matchAll(/dataLayer\.push\((\{.*\})\)/g)].map(([, literal = '']) => {
    const { event, ecommerce } = JSON.parse(literal.replace(/'/g, '"').replace(/([{,])(\w+):/g, '$1"$2":'))
    return { name: event, ...ecommerce }
  })

it.skipIf(!has(PUSHES))(
  `${PUSHES}: the good events of a beacon are kept, and only an item without an id is refused`,
  async () => {
    const shop = await aShop()
    const pushes = pushesIn(await caseOf(PUSHES))
    expect(pushes).toHaveLength(8)
    const answers = []
    for (const [n, push] of pushes.entries()) {
      const foreign = { event_id: `pushed-${n}-of-the-page`, at: Date.now(), ...push }
      const beacon = JSON.stringify({ ...aBeacon([]), events: [anEvent('rec_viewable'), foreign] })
      const { status, body } = await report(shop, beacon)
      answers.push([status, body.refused?.map(({ field }: { field: string }) => field) ?? []])
    }
    const nothing = [202, []]
    expect(answers).toEqual([...pushes.slice(0, 6).map(() => nothing), [202, ['items.item_id']], nothing])
    const stored = (await shop.table('beacons')).flatMap(({ events }) => JSON.parse(String(events)))
    expect(stored.filter(({ name }) => name === 'rec_viewable')).toHaveLength(8)
    const ids = stored.flatMap(({ items }) => items.map(({ item_id }: { item_id: string }) => item_id))
    expect(ids.filter((id) => id !== 'mug')).toEqual(['39910', 'K', 'K', 'K', 'K', 'K', 'K'])
  },
)
