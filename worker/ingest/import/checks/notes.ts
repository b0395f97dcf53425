/**
 * What a merchant should know about rows that are read; texts are in worker/ingest/report. `sale_price_zero`: a sale price of 0
 * is no price cut. `stock_unknown`: the shop counts the variant, but the file has no quantity. `stock_elsewhere`: in stock with
 * a quantity of 0, as in Magento with several stock locations. `no_cart_id`: the file lacks the number that the shop's cart takes.
 * `translation`: a row is the translation of another item. `net_price`: the file has prices without tax only. `link_derived`: the
 * file has no links, so they are made from names as the shop system does. `no_status`: the file does not say which orders were
 * cancelled.
 */
export const NOTE_CODES = [
  'sale_price_zero',
  'stock_unknown',
  'stock_elsewhere',
  'no_cart_id',
  'translation',
  'net_price',
  'link_derived',
  'no_status',
] as const
export type NoteCode = (typeof NOTE_CODES)[number]
