import { customerDeletion, orderDeletion, productDeletion, type Reader } from './message.ts'
import { readOrder } from './woo-orders.ts'
import { readProduct } from './woo-products.ts'

/**
 * Parsers of the WooCommerce topics that are used here, by their names in X-WC-Webhook-Topic. Products and orders are those of
 * version 3 of the REST API, where times named `_gmt` have no zone.
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
 */
export const WOO_TOPICS: ReadonlyMap<string, Reader> = new Map([
  ['product.created', readProduct],
  ['product.updated', readProduct],
  ['product.restored', readProduct],
  ['product.deleted', productDeletion],
  ['order.created', readOrder],
  ['order.updated', readOrder],
  ['order.restored', readOrder],
  ['order.deleted', orderDeletion],
  ['customer.deleted', customerDeletion],
])
