import { categoryPath, ITEMS } from '../../demo/shop/catalogue.ts'
import { call } from '../../tools/demo-shop.ts'

const RULES = 1_000
const AT_ONCE = 200

/** A rule of the kinds that merchants write most: half for the page of one item, half for a category or a property. */
function ruleOf(at: number): object {
  const item = ITEMS[at % ITEMS.length]
  const item_id = ITEMS[(at * 7) % ITEMS.length]?.id
  const seed =
    at % 2 === 0 ? { item_ids: [item?.id] } : { categories: [item ? `${categoryPath(item)} > ${at}` : ''] }
  const actions = [
    { kind: 'pin', item_id, place: 1 + (at % 4) },
    { kind: 'hide', items: { tags: [`season ${at}`] } },
    { kind: 'boost', items: { brands: [`brand ${at}`] }, strength: 'weak' },
    { kind: 'at_most', property: 'brand', items: 3 },
  ]
  return { name: `Rule ${at}`, status: 'live', action: actions[at % actions.length], when: { seed } }
}

/** Gives a demo shop a thousand live rules, which an answer has to consider. */
export async function addRules(api: string, secret_key: string): Promise<void> {
  for (let from = 0; from < RULES; from += AT_ONCE) {
    const rules = Array.from({ length: AT_ONCE }, (_, at) => ruleOf(from + at))
    await call(api, '/v1/rules', secret_key, { method: 'PUT', body: JSON.stringify({ rules }) })
  }
}
