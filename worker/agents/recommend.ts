import * as v from 'valibot'
import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { currencyCode, id, languageTag } from '../../schema/shapes.ts'
import { MAX_CART_IDS, MAX_ITEMS } from '../../vocabulary/limits.ts'
import { AGENT_INTENTS, type AgentQuestion, handleOf } from './handle.ts'
import type { CallApi } from './tool.ts'

/** Most items that an agent is told at once: it reads all of them. */
const MOST = 10

export const recommendInput = v.pipe(
  v.strictObject({
    item_id: v.optional(
      v.pipe(id, v.description('Item that the shopper looks at: an id, SKU or GTIN of the shop.')),
    ),
    cart_item_ids: v.optional(
      v.pipe(
        v.array(id),
        v.maxLength(MAX_CART_IDS),
        v.description('Items in the cart, by item_id as suggestions have it. They are not suggested.'),
      ),
    ),
    intent: v.optional(
      v.pipe(
        v.picklist(AGENT_INTENTS),
        v.description(
          'complementary: goes well with it. upgrade: the same kind with a gain. downgrade: the same kind for less. related: the same kind. All but complementary need item_id.',
        ),
      ),
      'complementary',
    ),
    budget: v.optional(
      v.pipe(
        v.strictObject({ amount: v.pipe(v.number(), v.integer(), v.minValue(0)), currency: currencyCode }),
        v.description(
          'Most that one item may cost, in minor units: {"amount": 1999, "currency": "EUR"} is 19.99 EUR.',
        ),
      ),
    ),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST)), 4),
    locale: v.optional(v.pipe(languageTag, v.description('Language of the texts, such as de-AT.'))),
    market: v.optional(id),
  }),
  v.forward(
    v.check(
      ({ intent, item_id }) => intent === 'complementary' || item_id !== undefined,
      'This intent needs item_id.',
    ),
    ['item_id'],
  ),
)
type Input = v.InferOutput<typeof recommendInput>

/** The answer to a question of an agent. @throws {ToolFailure} if the API refuses the question */
export async function ask(api: CallApi, pk: string, asked: AgentQuestion): Promise<Recommendation> {
  const { item_id, cart_item_ids = [], intent, locale, market } = asked
  const query = new URLSearchParams({ placement: 'agent', intent, limit: String(MAX_ITEMS) })
  // With both, the question is about the item, and what is in the cart is left out afterwards.
  if (item_id !== undefined) query.set('item_id', item_id)
  else if (cart_item_ids.length > 0) query.set('cart_item_ids', [...cart_item_ids].sort().join())
  if (locale !== undefined) query.set('locale', locale)
  if (market !== undefined) query.set('market', market)
  return await api(`/p/${pk}/recommendations?${query}`)
}

/** What an agent may show or put into a cart. */
export const itemView = (item: RecommendedItem) => ({
  item_id: item.item_id,
  ...(item.variant_id !== undefined && { variant_id: item.variant_id }),
  title: item.title,
  ...{ url: item.url, image_url: item.image_url },
  ...(item.price && { price: item.price }),
  availability: item.availability,
  ...(item.reason !== '' && { reason: item.reason }),
  ...{ source: item.source, evidence: item.evidence },
  ...(item.gain && { gain: item.gain.text }),
  ...(item.disclosure !== undefined && { disclosure: item.disclosure }),
  ...(item.age_limit !== undefined && { age_limit: item.age_limit }),
})

/** Suggestions within the budget of an agent, and why there are none. */
export async function recommend(api: CallApi, pk: string, { budget, limit, ...asked }: Input) {
  const { recommendation_id, panel, items } = await ask(api, pk, asked)
  const inCart = new Set(asked.cart_item_ids)
  const others = items.filter(({ item_id }) => !inCart.has(item_id))
  const affordable = budget
    ? others.filter(({ price }) => price?.currency === budget.currency && price.amount <= budget.amount)
    : others
  const none = noneBecause(items, others, affordable, budget)
  // An agent may have named the item by a SKU; events name it by its id.
  const seed = items.find(({ evidence }) => evidence.seed_item_id !== '')?.evidence.seed_item_id
  const about = asked.item_id === undefined ? asked : { ...asked, item_id: seed ?? asked.item_id }
  return {
    recommendation_id: handleOf(recommendation_id, about),
    title: panel.title,
    items: affordable.slice(0, limit).map(itemView),
    ...(none && { not_offered_because: none }),
  }
}

function noneBecause(
  all: readonly RecommendedItem[],
  others: readonly RecommendedItem[],
  affordable: readonly RecommendedItem[],
  budget: Input['budget'],
): string | undefined {
  if (affordable.length > 0) return undefined
  if (all.length === 0)
    return 'The shop knows nothing that it could suggest for this: the item may be unknown, or too little bought.'
  if (others.length === 0) return 'Everything that goes with it is in the cart already.'
  const currency = others.find(({ price }) => price)?.price?.currency
  return currency !== undefined && currency !== budget?.currency
    ? `The prices of the shop are in ${currency}, and the budget is in ${budget?.currency}.`
    : 'Nothing that goes with it is within the budget.'
}
