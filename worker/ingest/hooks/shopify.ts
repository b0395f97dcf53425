import { orderDeletion, productDeletion, type Reader } from './message.ts'
import { readOrder, readRefundAlone } from './shopify-orders.ts'
import { readRedaction, readRequest, readShopRedaction } from './shopify-people.ts'
import { readLevel, readProduct } from './shopify-products.ts'

/**
 * Parsers of the Shopify topics that are used here, by their names in X-Shopify-Topic.
 * @see https://shopify.dev/docs/api/webhooks
 */
export const SHOPIFY_TOPICS: ReadonlyMap<string, Reader> = new Map([
  ['products/create', readProduct],
  ['products/update', readProduct],
  ['products/delete', productDeletion],
  ['inventory_levels/update', readLevel],
  ['inventory_levels/connect', readLevel],
  ['orders/create', readOrder],
  ['orders/updated', readOrder],
  ['orders/paid', readOrder],
  ['orders/cancelled', readOrder],
  ['orders/fulfilled', readOrder],
  ['orders/partially_fulfilled', readOrder],
  ['orders/delete', orderDeletion],
  ['refunds/create', readRefundAlone],
  ['customers/redact', readRedaction],
  ['customers/data_request', readRequest],
  ['shop/redact', readShopRedaction],
])
