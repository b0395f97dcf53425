import { createHmac } from 'node:crypto'

/** What a thank-you page passes to pairwell.track('purchase'): only the shop's server can make the order token. */
export const purchaseOf = (order) => ({
  transaction_id: order.number,
  order_token: createHmac('sha256', process.env.PAIRWELL_TOKEN_KEY)
    .update(`order:${order.number}`)
    .digest('hex'),
  currency: order.currency,
  value: order.goods,
  tax: order.tax,
  items: order.lines.map(({ item_id, quantity }) => ({ item_id, quantity })),
})
