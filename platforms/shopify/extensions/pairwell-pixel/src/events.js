// What Shopify's events say, as Pairwell's events. Without Shopify's API, so that it can be tested anywhere.

/** Number at the end of one of Shopify's ids. */
const numberOf = (id) =>
  String(id ?? '')
    .split('/')
    .at(-1)

/** Handle at the end of a product's address, by which Pairwell names the item; Shopify's number where the address has none. */
const nameOf = (product) => {
  const handle = /\/products\/([^/?#]+)/.exec(product?.url ?? '')?.[1]
  return handle ? decodeURIComponent(handle) : numberOf(product?.id)
}

/** Items of a line; none for a line without a product. */
const itemOf = (variant, quantity) => {
  const { id, product } = variant ?? {}
  const item_id = nameOf(product)
  if (item_id === '') return []
  return [{ item_id, ...(id && { item_variant: numberOf(id) }), ...(quantity > 0 && { quantity }) }]
}

/** The mark that a panel has left on a line. */
const markOf = (line) => line.properties?.find(({ key }) => key === '_rec_id')?.value

/** Items of an event at most. */
const MAX_ITEMS = 50

/** A purchase. `value` is of the goods, without tax and shipping. */
export function purchaseOf({ id, timestamp, data: { checkout } }) {
  const number = checkout.order?.id
  if (!number) return []
  const tax = Number(checkout.totalTax?.amount ?? 0)
  const shipping = Number(checkout.shippingLine?.price?.amount ?? 0)
  const total = Number(checkout.totalPrice?.amount ?? 0)
  const recommendation_id = checkout.lineItems.map(markOf).find(Boolean)
  return [
    {
      event_id: id,
      name: 'purchase',
      at: Date.parse(timestamp),
      transaction_id: numberOf(number),
      ...(checkout.currencyCode && { currency: checkout.currencyCode }),
      value: Math.max(0, Math.round((total - tax - shipping) * 100) / 100),
      tax,
      shipping,
      ...(recommendation_id && { recommendation_id }),
      items: checkout.lineItems.flatMap((line) => itemOf(line.variant, line.quantity)).slice(0, MAX_ITEMS),
    },
  ]
}

/** A line that was added to the cart outside of a panel; panels report theirs themselves. */
export function additionOf({ id, timestamp, data: { cartLine } }) {
  if (!cartLine || cartLine.attributes?.some(({ key }) => key === '_rec_id')) return []
  const items = itemOf(cartLine.merchandise, cartLine.quantity)
  return items.length === 0 ? [] : [{ event_id: id, name: 'add_to_cart', at: Date.parse(timestamp), items }]
}
