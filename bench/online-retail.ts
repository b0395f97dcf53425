import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DATA } from './data.ts'

/** Real orders in the forms in which they may come. */
export type RealFiles = {
  items: string
  /** As the folder has it: `order_id,customer_id,timestamp,product_id,quantity,price,country`. */
  plain: string
  /** The same lines in another order. */
  shuffled: string
  /** The same orders as Shopify would export them: what belongs to the order only on its first row. */
  shopify: string
  /** Distinct items of each order that bought something, counted straight from the lines. */
  baskets: Set<string>[]
}

/** UCI Online Retail, its first `most` lines. Lines of one order stand together in the file. */
export function readOnlineRetail(most = Number.POSITIVE_INFINITY): RealFiles {
  const items = readFileSync(join(DATA, 'online_retail/products.csv'), 'utf8')
  const text = gunzipSync(readFileSync(join(DATA, 'online_retail/orders.csv.gz')))
    .toString('utf8')
    .trimEnd()
  const [header = '', ...all] = text.split('\n')
  const lines = all.slice(0, most)
  // Another order that is the same each time: by the remainders of a large step.
  const step = 7_919
  const shuffled = lines.map((_, at) => lines[(at * step) % lines.length] ?? '')
  if (lines.length % step === 0)
    throw new RangeError('The step divides the number of lines: take one line more or less.')
  return {
    items,
    plain: [header, ...lines].join('\n'),
    shuffled: [header, ...shuffled].join('\n'),
    shopify: asShopify(lines),
    baskets: countBaskets(items, lines),
  }
}

function asShopify(lines: readonly string[]): string {
  const columns =
    'Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name'
  let before = ''
  const rows = lines.map((line) => {
    const [order = '', customer, time = '', item, quantity, price] = line.split(',')
    const email = customer ? `${customer}@example.com` : ''
    const head = order === before ? ',,,' : `${email},paid,GBP,${time.replace('T', ' ')} +0000`
    const name = order === before ? '' : 'A Person'
    before = order
    return `${order},${head},${quantity},Some item,${price},${item},${name}`
  })
  return [columns, ...rows].join('\n')
}

function countBaskets(items: string, lines: readonly string[]): Set<string>[] {
  const known = new Set(items.split('\n').map((line) => line.split(',')[0] ?? ''))
  const baskets = new Map<string, Set<string>>()
  for (const line of lines) {
    const [order = '', , , item = '', quantity] = line.split(',')
    if (Number(quantity) <= 0 || !known.has(item)) continue
    const basket = baskets.get(order) ?? new Set()
    baskets.set(order, basket.add(item))
  }
  return [...baskets.values()]
}

/** Counts the orders that contain all of these items. */
export const ordersWith = (baskets: readonly Set<string>[], ...items: string[]): number =>
  baskets.filter((basket) => items.every((item) => basket.has(item))).length
