import { scoreCart } from '../engine/rank/cart.ts'
import { merchantEvidence, publicEvidence } from '../engine/rank/evidence.ts'
import { type Climb, climb } from '../engine/rank/ladder.ts'
import {
  MAX_SPARE,
  type Placement,
  type Recommendation,
  type RecommendationQuery,
  type RecommendedItem,
} from '../schema/recommendations.ts'
import type { Shop } from '../schema/shops.ts'
import { sha256 } from './http/keys.ts'
import type { Card, Found } from './store/cards.ts'
import { readCart, readCartItems } from './store/cart.ts'
import type { Store } from './store/open.ts'
import { readProductPage } from './store/product-page.ts'
import { reasonOf, wordsFor } from './texts.ts'

/** Items of a panel that does not say how many: a row on a desktop; a short list under a cart. */
const DEFAULT_LIMIT: Partial<Record<Placement, number>> = { product: 4, cart: 3 }

/** Counts as a number and its rights: the public sees no counts. */
export type Insight = { orders: number; trace: boolean } | undefined

/** What a question comes to: the shop, so that the caller can check it, and the answer. */
export type Answered = {
  shop: Shop | undefined
  model_id: string
  answer: (insight: Insight) => Promise<Recommendation>
}

/** Reads what the question needs and climbs the ladder: one round trip for a product, two for a cart. */
export async function ask(store: Store, question: RecommendationQuery, now: number): Promise<Answered> {
  const found =
    question.placement === 'cart'
      ? await findForCart(store, question, now)
      : await findForProduct(store, question, now)
  const { shop, model_id } = found
  return { shop, model_id, answer: (insight) => compose(question, found, insight, now) }
}

const findForProduct = (store: Store, question: RecommendationQuery, now: number): Promise<Found> =>
  readProductPage(store, question.item_id ?? question.product_id ?? '', now)

async function findForCart(store: Store, question: RecommendationQuery, now: number): Promise<Found> {
  const ids = question.cart_item_ids ?? []
  const cart = await readCart(store, ids, now)
  const items = await readCartItems(store, cart, ids, scoreCart(cart.lists, cart.popularity))
  return { shop: cart.shop, model_id: cart.model_id, ...items }
}

async function compose(
  question: RecommendationQuery,
  found: Found,
  insight: Insight,
  now: number,
): Promise<Recommendation> {
  const { placement, intent } = question
  const { shop, model_id } = found
  const { locale, words } = wordsFor(question.locale, shop?.locale ?? 'en')
  const climbed = climb(
    found.candidates,
    found.refused,
    question.limit ?? DEFAULT_LIMIT[placement] ?? 4,
    MAX_SPARE,
  )
  const item = (card: Card, at: number) => ({
    ...toItem(card, shop, insight, (share) => reasonOf(words, card.source, share)),
    ...priceOf(card, question, shop, now),
    // A best seller's score is the share of all orders, to six digits: the public gets the place alone.
    score: insight ? card.score : Number((1 / (at + 1)).toPrecision(3)),
  })
  const panel = {
    layout: placement === 'cart' ? ('list' as const) : ('grid' as const),
    title: words.titles[placement] ?? '',
    texts: words.texts,
    locale,
  }
  const items = climbed.shown.map(item)
  const spare = climbed.spare.map((card, at) => item(card, climbed.shown.length + at))
  const identity = JSON.stringify([shop?.shop_id, model_id, question, panel, items, spare])
  return {
    recommendation_id: `r_${(await sha256(identity)).slice(0, 24)}`,
    placement,
    intent,
    model_id,
    panel,
    items,
    spare,
    ...(insight?.trace && { trace: traceOf(climbed) }),
  }
}

const traceOf = ({ trace }: Climb<Card>): Recommendation['trace'] =>
  trace.map(({ candidate: { item_id, source, score, seed_item_id }, outcome }) => ({
    item_id,
    source,
    score,
    seed_item_id,
    outcome,
  }))

function toItem(
  card: Card,
  shop: Shop | undefined,
  insight: Insight,
  reason: (share: number | undefined) => string,
): Omit<RecommendedItem, 'score' | 'price'> {
  const evidence = publicEvidence(card, shop?.public_evidence ?? 'words')
  return {
    item_id: card.item_id,
    variant_id: card.variant_id,
    title: card.title,
    url: card.url,
    image_url: card.image_url,
    availability: card.availability === 'in_stock' ? 'in_stock' : 'backorder',
    source: card.source,
    reason: shop?.public_evidence === 'none' ? '' : reason('share' in evidence ? evidence.share : undefined),
    evidence: {
      ...(card.source === 'mined' ? evidence : { level: 'words' }),
      seed_item_id: card.seed_item_id,
    },
    ...(insight && card.seed_orders > 0 && { counts: merchantEvidence(card, insight.orders) }),
    ...(card.disclosure !== null && { disclosure: card.disclosure }),
    ...(card.age_limit !== null && { age_limit: card.age_limit }),
  }
}

const DAY = 86_400_000

/** The price, while somebody has confirmed it of late: an old one may be wrong, and a wrong price is worse than none. */
function priceOf(
  card: Card,
  question: RecommendationQuery,
  shop: Shop | undefined,
  now: number,
): Pick<RecommendedItem, 'price'> {
  if (!shop || confirmedAt(card, shop) < now - shop.price_days * DAY) return {}
  const price = listedPrice(card, question, shop)
  return price ? { price } : {}
}

const confirmedAt = (card: Card, shop: Shop): number => Math.max(card.as_of, shop.catalogue_at ?? 0)

/** A market or group with prices of its own shows those and no others. */
function listedPrice(card: Card, { market, group }: RecommendationQuery, shop: Shop) {
  if (group !== undefined && Object.hasOwn(card.group_prices, group)) return card.group_prices[group]
  if (market !== undefined)
    return Object.hasOwn(card.market_prices, market) ? card.market_prices[market] : undefined
  return card.price === null ? undefined : { amount: card.price, currency: shop.currency }
}
