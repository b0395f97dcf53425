import { html } from 'hono/html'
import { type Item, money, type Variant } from '../catalogue.ts'
import { pictureId } from '../files.ts'
import type { Html } from './html.ts'

/** Formats a price: `€9.80`. */
export const euros = (cents: number): string => `€${money(cents)}`

/** Returns the URL of a variant's picture, or else of the item's. */
export const pictureUrl = (item: Item, variant: Variant = item.variants[0]): string =>
  `/pictures/${variant === item.variants[0] ? item.id : pictureId(item, variant)}.svg`

/** Whether any variant can be ordered now. */
export const isBuyable = (item: Item): boolean =>
  item.variants.some(({ availability }) => availability !== 'out_of_stock')

/** Returns the price of an item, with `from` only where variants differ in price. */
export function priceLine(item: Item): Html {
  const prices = item.variants.map(({ price }) => price)
  const lowest = Math.min(...prices)
  return html`${lowest < Math.max(...prices) && html`<small>from</small> `}${euros(lowest)}`
}

function badge(item: Item): string | undefined {
  if (!isBuyable(item)) return 'Sold out'
  if (item.variants[0].availability === 'backorder') return 'Made to order'
  if (item.tags.includes('new')) return 'New'
  return item.tags.includes('bestseller') ? 'Loved' : undefined
}

/** Returns the card of an item. */
export function card(item: Item): Html {
  const word = badge(item)
  const choice = item.variants.length > 1 ? `${item.variants.length} choices` : ''
  return html`<li class="card"><a href="/p/${item.id}">
<img src="${pictureUrl(item)}" alt="" width="400" height="400" loading="lazy">
${word && html`<span class="badge">${word}</span>`}
<span class="brand">${item.brand}</span><span class="name">${item.title}</span>
<span class="price">${priceLine(item)}</span><span class="choice">${choice}</span></a></li>`
}

/** Returns a grid of cards. */
export const cards = (items: readonly Item[]): Html => html`<ul class="cards">${items.map(card)}</ul>`
