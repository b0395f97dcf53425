import { type CustomerFacts, holds } from '../../engine/customer/condition.ts'
import type { DecisionContent } from '../../schema/decisions/decisions.ts'
import { hasOwnCodes, type OfferText, sharedCode, type WrittenOffer } from '../../schema/decisions/offers.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Channel } from '../../vocabulary/decisions/offers.ts'
import { formatPrice } from '../../widget/view/price.ts'
import { isOwn, listedPrice, titleIn, translationFor } from '../serve/answer-item.ts'
import type { Card } from '../serve/card.ts'
import { wordsFor } from '../texts/index.ts'
import type { Proposed } from './propose.ts'

/** For whom an offer is worded. */
export type Reader = { channel: Channel; locale: string; market: string | undefined; facts: CustomerFacts }

/** How well a text's language fits: 3 for the same, 2 for the same without its region, 1 for any; undefined if it does not fit. */
function languageFit(text: string | undefined, wanted: string): number | undefined {
  if (text === undefined) return 1
  const [a, b] = [text.toLowerCase(), wanted.toLowerCase()]
  if (a === b) return 3
  return a.split('-')[0] === b.split('-')[0] ? 2 : undefined
}

/**
 * The text of an offer for this reader: among those that fit, the one that is meant for fewest. First the customers, then the
 * language, then the channel decides, and the earlier one of equals.
 */
export function textFor(offer: WrittenOffer, reader: Reader, now: number): OfferText | undefined {
  const fitting = offer.texts.flatMap((text) => {
    const language = languageFit(text.locale, reader.locale)
    if (language === undefined) return []
    if (text.channels && !text.channels.includes(reader.channel)) return []
    if (text.for && holds(text.for, reader.facts, now) !== true) return []
    return { text, rank: (text.for ? 100 : 0) + language * 10 + (text.channels ? 1 : 0) }
  })
  const best = Math.max(...fitting.map(({ rank }) => rank))
  return fitting.find(({ rank }) => rank === best)?.text
}

/**
 * Who announces that a price is lowered says the lowest one of the last 30 days with it (Directive 98/6/EC, article 6a): that of each item in the
 * shop's own price, where the catalogue has it.
 */
function priorPricesOf(
  { incentive }: WrittenOffer,
  cards: readonly Card[],
  { locale: asked, market }: Reader,
  shop: Shop,
): string[] {
  if (incentive.type !== 'amount' && incentive.type !== 'percent') return []
  const { locale, words } = wordsFor(asked, shop.locale)
  return cards.flatMap((card) => {
    const amount = card.prior_price_30d
    if (amount === null || !isOwn(card, listedPrice(card, { market }, shop), shop)) return []
    const price = formatPrice({ amount, currency: shop.currency }, locale)
    const said = price ? words.offer.prior.replace('{price}', price) : []
    const name = titleIn(card, { question: { locale: asked }, shop })
    return cards.length > 1 && price ? `${name}: ${said}` : said
  })
}

/** What the customer reads: the text with the item's title and price in it. */
export function contentOf(
  offer: WrittenOffer,
  text: OfferText,
  { cards, code }: Pick<Proposed, 'cards' | 'code'>,
  reader: Reader,
  shop: Shop,
): DecisionContent {
  const page = { question: { locale: reader.locale }, shop }
  const items = cards.map((card) => {
    const price = listedPrice(card, { market: reader.market }, shop)
    return {
      item_id: card.item_id,
      title: titleIn(card, page),
      url: translationFor(card, page)?.url ?? card.url,
      image_url: card.image_url,
      price: price ? formatPrice(price, reader.locale) : null,
    }
  })
  const [first] = items
  const parts = { item: items.map(({ title }) => title).join(' + '), price: first?.price ?? '' }
  const filled = (words: string) =>
    words.replace(/\{(item|price)\}/g, (_, name: keyof typeof parts) => parts[name])
  return {
    title: filled(text.title),
    body: filled(text.body),
    image_url: text.image_url ?? first?.image_url ?? null,
    url: first?.url ?? null,
    code: (hasOwnCodes(offer.incentive) ? code : sharedCode(offer.incentive)) ?? null,
    locale: text.locale ?? reader.locale,
    ...(reader.market !== undefined && { market: reader.market }),
    disclosure:
      [
        offer.disclosure,
        ...cards.map(({ disclosure }) => disclosure),
        priorPricesOf(offer, cards, reader, shop).join('; '),
      ]
        .filter(Boolean)
        .join(' ') || null,
    items,
  }
}
