import { merchantEvidence, publicEvidence, shareOf } from '../../engine/rank/evidence.ts'
import { isSoldOut } from '../../engine/rank/filters.ts'
import type { Variant } from '../../schema/catalogue/items.ts'
import type { Question } from '../../schema/serving/questions.ts'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { PanelSetting } from '../../schema/shop/panels.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { moneyOf } from '../../vocabulary/currencies.ts'
import { DAY } from '../../vocabulary/time.ts'
import { formatPrice } from '../../widget/view/price.ts'
import { differenceIn, formOf, gainsIn, reasonOf, reasonOfAlternative } from '../texts/index.ts'
import { whyOf } from '../texts/why.ts'
import type { Words } from '../texts/words.ts'
import type { Candidates } from './candidates.ts'
import type { Card, Titled } from './card.ts'

/** Counts and trace for the holder of the secret key; undefined for the public. */
export type Insight = { orders: number; trace: boolean } | undefined

/** Everything besides the card that the answer of an item depends on. */
export type AnswerContext = {
  question: Question
  shop: Shop | undefined
  words: Words
  locale: string
  insight: Insight
  /** UTC milliseconds. */
  now: number
  /** The item on the page or the items of the cart, and from when on orders are counted. */
  found: Pick<Candidates, 'seeds' | 'since' | 'known_customer'>
  /** The merchant's settings of the panel. */
  setting: PanelSetting
}

/** The item of an answer. @param at its position, from 0 */
export function itemOf(card: Card, at: number, context: AnswerContext): RecommendedItem {
  const { insight, setting } = context
  const price = priceOf(card, context)
  const choice = choiceOf(card, price, context)
  return {
    item_id: card.item_id,
    ...actionOf(card, choice),
    variant_id: card.variant_id,
    ...platformIdsOf(card.variant_id, card.variant_sku, card.variant_platform_id),
    ...(choice.length > 1 && choice.length <= MAX_VARIANTS && { variants: choice }),
    title: titleIn(card, context),
    url: translationFor(card, context)?.url ?? card.url,
    image_url: card.image_url,
    ...(price && { price }),
    ...priorOf(card, price, context),
    availability: availabilityOf(card),
    // The score of a best seller is its share of all orders, which is not public.
    score: insight ? card.score : Number((1 / (at + 1)).toPrecision(3)),
    source: card.source,
    ...evidenceOf(card, context),
    ...saidOf(card, context),
    ...(card.alternative && gainOf(card, card.alternative, price, context)),
    ...(insight && card.due && { due: card.due }),
    ...(insight && card.seed_orders > 0 && { counts: merchantEvidence(card, insight.orders) }),
    ...(card.disclosure !== null && { disclosure: card.disclosure }),
    ...(card.age_limit !== null && { age_limit: card.age_limit }),
    ...(setting.not_for_me && card.family !== null && { family: card.family }),
  }
}

function evidenceOf(
  card: Card,
  context: AnswerContext,
): Pick<RecommendedItem, 'reason' | 'evidence' | 'switching'> {
  const { shop, words, locale, insight } = context
  const { alternative, source } = card
  const said = (reason: string) => (shop?.public_evidence === 'none' ? '' : reason)
  const counted = alternative
    ? { co_orders: alternative.switches, seed_orders: alternative.owners, item_orders: 0 }
    : card
  const evidence = publicEvidence(counted, shop?.public_evidence ?? 'words', shop?.share_up_to)
  const share = source === 'mined' && evidence.level === 'share' ? evidence.share : undefined
  return {
    reason: said(reasonFor(card, words, locale, share)),
    evidence: {
      ...(share === undefined ? { level: 'words' as const } : { level: 'share' as const, share }),
      seed_item_id: card.seed_item_id,
    },
    ...(insight && alternative && { switching: switchingOf(alternative) }),
  }
}

/** Whether a pair rests on a single order, as it may in a young shop: it may be shown, but nothing can be said of "often". */
const isSingle = ({ source, co_orders, alternative }: Card): boolean =>
  source === 'mined' && alternative === undefined && co_orders < 2

function reasonFor(card: Card, words: Words, locale: string, share: number | undefined): string {
  const { source, due, alternative } = card
  if (isSingle(card)) return ''
  if (due) return formOf(words.due, locale, due.days).replace('{n}', String(due.days))
  if (alternative?.same_item) return words.larger_pack
  return alternative
    ? reasonOfAlternative(words, source, alternative.switches, share)
    : reasonOf(words, source, share)
}

/** What the evidence is based on, for "Why this?"; {} if the shop does not show it. */
function saidOf(card: Card, context: AnswerContext): Pick<RecommendedItem, 'why'> {
  const { shop, words, locale, setting, found } = context
  if (setting.why === false || shop?.public_evidence === 'none' || isSingle(card)) return {}
  const seed = found.seeds.titles.get(card.seed_item_id)
  const why = whyOf(words, locale, shop?.time_zone ?? 'UTC', {
    ...{ source: card.source, co_orders: card.co_orders, switches: card.alternative?.switches },
    seed: seed && !card.alternative?.same_item ? titleIn(seed, context) : undefined,
    since: found.since,
    known_customer: found.known_customer ?? false,
  })
  return why === '' ? {} : { why }
}

/** Whether prices are the shop's own; prices of a market or group cannot be compared with them. */
export const isOwn = (
  card: Card,
  price: RecommendedItem['price'],
  shop: Shop | undefined,
): price is NonNullable<typeof price> =>
  price !== undefined && price.currency === shop?.currency && price.amount === card.price

/** Variants that can be bought, in the order of the catalogue; with prices only if they are the shop's own. */
function choiceOf(
  card: Card,
  price: RecommendedItem['price'],
  { shop }: AnswerContext,
): NonNullable<RecommendedItem['variants']> {
  const all: Variant[] = card.variants === null ? [] : JSON.parse(card.variants)
  const own = isOwn(card, price, shop)
  return all
    .filter(({ availability }) => availability !== 'out_of_stock')
    .map(({ variant_id, sku, platform_id, title = variant_id, price: amount }) => ({
      variant_id,
      ...platformIdsOf(variant_id, sku, platform_id),
      title,
      ...(own && amount !== undefined && { price: moneyOf(amount, price.currency) }),
    }))
}

function availabilityOf(card: Card): RecommendedItem['availability'] {
  if (isSoldOut(card)) return 'out_of_stock'
  return card.availability === 'in_stock' ? 'in_stock' : 'backorder'
}

/**
 * Nothing is added unasked from more variants than a card offers: they are chosen on the item's own page. What is sold out can only
 * be looked at.
 */
function actionOf(card: Card, choice: readonly unknown[]): Pick<RecommendedItem, 'action'> {
  if (isSoldOut(card)) return { action: 'view' }
  const { action, many_variants } = card
  if (action !== 'add') return { action }
  return many_variants || choice.length > MAX_VARIANTS ? { action: 'choose' } : {}
}

/** The names by which the shop system's cart finds a variant, without those that only repeat its id. */
const platformIdsOf = (
  variant_id: string,
  sku: string | null | undefined,
  platform_id: string | null | undefined,
): Pick<RecommendedItem, 'sku' | 'platform_id'> => ({
  ...(sku && sku !== variant_id && { sku }),
  ...(platform_id && platform_id !== variant_id && { platform_id }),
})

type OfPage = { question: Pick<Question, 'locale'>; shop: Pick<Shop, 'locale'> | undefined }

/** The texts in the language of the page: those of its region first, then those of its language; undefined for the catalogue's own. */
export function translationFor({ translations }: Titled, { question, shop }: OfPage) {
  const tag = (question.locale ?? shop?.locale ?? '').toLowerCase()
  const [language = ''] = tag.split('-')
  const found = [tag, language].find((one) => Object.hasOwn(translations, one)) ?? ''
  return translations[found]
}

export const titleIn = (item: Titled, page: OfPage): string => translationFor(item, page)?.title ?? item.title

/** The lowest price of the last 30 days, if the price is now below it: only then may a reduction be shown (Directive 2019/2161). */
function priorOf(
  card: Card,
  price: RecommendedItem['price'],
  { shop }: AnswerContext,
): Pick<RecommendedItem, 'prior_price_30d'> {
  const prior = card.prior_price_30d
  if (prior === null || !isOwn(card, price, shop) || prior <= price.amount) return {}
  return { prior_price_30d: moneyOf(prior, price.currency) }
}

const switchingOf = ({ owners, switches, viewers }: NonNullable<Card['alternative']>) => ({
  owners,
  switches,
  ...(viewers !== undefined && { viewers }),
  share: shareOf(switches, owners),
})

/** Gains and price difference of an alternative; {} without either. */
function gainOf(
  card: Card,
  { gains = [], clear }: NonNullable<Card['alternative']>,
  price: RecommendedItem['price'],
  { words, locale, found, shop }: AnswerContext,
): Pick<RecommendedItem, 'gain'> {
  const parts = clear ? gains : []
  const amount =
    isOwn(card, price, shop) && found.seeds.price !== null ? price.amount - found.seeds.price : undefined
  const difference =
    amount && price
      ? differenceIn(words, formatPrice({ ...price, amount: Math.abs(amount) }, locale), amount > 0)
      : ''
  const gained = gainsIn(words, locale, parts)
  const text = gained || difference
  if (text === '') return {}
  return {
    gain: {
      text,
      parts,
      ...(price && amount && { price_difference: { ...price, amount } }),
      ...(gained !== '' && difference !== '' && { difference }),
    },
  }
}

/** Variants on a card; items with more are configured on their own page. */
const MAX_VARIANTS = 30

/** The price, unless its last confirmation is too old: a wrong price is worse than none. */
function priceOf(card: Card, { question, shop, now }: AnswerContext): RecommendedItem['price'] {
  if (!shop || confirmedAt(card, shop) < now - shop.price_days * DAY) return undefined
  return listedPrice(card, question, shop)
}

const confirmedAt = (card: Card, shop: Shop): number => Math.max(card.as_of, shop.catalogue_at ?? 0)

/** The listed price; a market or group with prices of its own shows only those. */
export function listedPrice(
  card: Pick<Card, 'price' | 'market_prices' | 'group_prices'>,
  { market, group }: Pick<Question, 'market' | 'group'>,
  shop: Pick<Shop, 'currency'>,
): RecommendedItem['price'] {
  const own = card.price === null ? undefined : { amount: card.price, currency: shop.currency }
  const ofMarket = (name: string) =>
    Object.hasOwn(card.market_prices, name) ? card.market_prices[name] : undefined
  const ofGroup = group !== undefined && Object.hasOwn(card.group_prices, group)
  const found = ofGroup ? card.group_prices[group] : market === undefined ? own : ofMarket(market)
  return found && moneyOf(found.amount, found.currency)
}
