import { merchantEvidence, publicEvidence, shareOf } from '../engine/rank/evidence.ts'
import type { Question, RecommendedItem } from '../schema/recommendations.ts'
import type { Shop } from '../schema/shops.ts'
import { formatPrice } from '../widget/view/price.ts'
import type { Card } from './store/cards.ts'
import { differenceIn, gainsIn, reasonOf, reasonOfAlternative } from './texts/index.ts'
import type { Words } from './texts/words.ts'

/** Counts as a number and its rights: the public sees no counts. */
export type Insight = { orders: number; trace: boolean } | undefined

/** What an item's answer depends on beside its card. */
export type Around = {
  question: Question
  shop: Shop | undefined
  words: Words
  locale: string
  insight: Insight
  /** UTC milliseconds. */
  now: number
  /** Of the item on the page, minor units. */
  seed_price: number | null
}

/** A card as it is answered. @param at its place, 0 the first */
export function itemOf(card: Card, at: number, around: Around): RecommendedItem {
  const { insight } = around
  const price = priceOf(card, around)
  return {
    item_id: card.item_id,
    variant_id: card.variant_id,
    title: card.title,
    url: card.url,
    image_url: card.image_url,
    ...(price && { price }),
    availability: card.availability === 'in_stock' ? 'in_stock' : 'backorder',
    // A best seller's score is the share of all orders, to six digits: the public gets the place alone.
    score: insight ? card.score : Number((1 / (at + 1)).toPrecision(3)),
    source: card.source,
    ...evidenceOf(card, around),
    ...(card.alternative && gainOf(card, card.alternative, price, around)),
    ...(insight && card.due && { due: card.due }),
    ...(insight && card.seed_orders > 0 && { counts: merchantEvidence(card, insight.orders) }),
    ...(card.disclosure !== null && { disclosure: card.disclosure }),
    ...(card.age_limit !== null && { age_limit: card.age_limit }),
  }
}

function evidenceOf(card: Card, around: Around): Pick<RecommendedItem, 'reason' | 'evidence' | 'switching'> {
  const { shop, words, insight } = around
  const { alternative, source } = card
  const said = (reason: string) => (shop?.public_evidence === 'none' ? '' : reason)
  const counted = alternative
    ? { co_orders: alternative.switches, seed_orders: alternative.owners, item_orders: 0 }
    : card
  const evidence = publicEvidence(counted, shop?.public_evidence ?? 'words')
  const share = source === 'mined' && evidence.level === 'share' ? evidence.share : undefined
  const reason = card.due
    ? words.due.replace('{n}', String(card.due.days))
    : alternative
      ? reasonOfAlternative(words, source, alternative.switches, share)
      : reasonOf(words, source, share)
  return {
    reason: said(reason),
    evidence: {
      ...(share === undefined ? { level: 'words' as const } : { level: 'share' as const, share }),
      seed_item_id: card.seed_item_id,
    },
    ...(insight && alternative && { switching: switchingOf(alternative) }),
  }
}

const switchingOf = ({ owners, switches }: NonNullable<Card['alternative']>) => ({
  owners,
  switches,
  share: shareOf(switches, owners),
})

/** What is gained by taking it, and what it costs more or less; without either nothing. */
function gainOf(
  card: Card,
  { gains = [], clear }: NonNullable<Card['alternative']>,
  price: RecommendedItem['price'],
  { words, locale, seed_price, shop }: Around,
): Pick<RecommendedItem, 'gain'> {
  const parts = clear ? gains : []
  // Prices of a market are not to be compared with the shop's own.
  const comparable = price?.currency === shop?.currency && price?.amount === card.price
  const amount = price && comparable && seed_price !== null ? price.amount - seed_price : undefined
  const difference = amount && price ? { amount: Math.abs(amount), currency: price.currency } : undefined
  const text =
    gainsIn(words, parts) ||
    (difference ? differenceIn(words, formatPrice(difference, locale), (amount ?? 0) > 0) : '')
  if (text === '') return {}
  return {
    gain: {
      text,
      parts,
      ...(price && amount && { price_difference: { amount, currency: price.currency } }),
    },
  }
}

const DAY = 86_400_000

/** The price, while somebody has confirmed it of late: an old one may be wrong, and a wrong price is worse than none. */
function priceOf(card: Card, { question, shop, now }: Around): RecommendedItem['price'] {
  if (!shop || confirmedAt(card, shop) < now - shop.price_days * DAY) return undefined
  return listedPrice(card, question, shop)
}

const confirmedAt = (card: Card, shop: Shop): number => Math.max(card.as_of, shop.catalogue_at ?? 0)

/** A market or group with prices of its own shows those and no others. */
function listedPrice(card: Card, { market, group }: Question, shop: Shop) {
  if (group !== undefined && Object.hasOwn(card.group_prices, group)) return card.group_prices[group]
  if (market !== undefined)
    return Object.hasOwn(card.market_prices, market) ? card.market_prices[market] : undefined
  return card.price === null ? undefined : { amount: card.price, currency: shop.currency }
}
