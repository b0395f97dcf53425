import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { drawLines, drawTitles, SHAPES, type Shape } from '../mining/shapes.ts'
import { catalogueOf } from '../quality/catalogues.ts'
import { readSets } from '../quality/sets.ts'

/** Orders of one shop, with items by number and their features. */
type Shop = {
  name: string
  items: number
  titles: readonly string[]
  categories: readonly string[]
  orders: readonly { at: number; customer: string | null; items: readonly number[] }[]
}

/** Files of the two functions that make a model, by release; the first that exists is used. */
const LAYOUTS = [
  { table: 'engine/data/order-table.ts', mine: 'engine/mine/mine.ts' },
  // 0.1.0
  { table: 'engine/mine/table.ts', mine: 'engine/mine/mine.ts' },
]

const PAGE = { size_exponent: 1, ridge: 0, mixture: 0, share: 1, popularity: 0, similar: 0 }
const CART = { ridge: 1, mixture: 1.5, share: 0, popularity: 0.5 }

/** The 16 settings of the tuning grid of 0.1.0, written out, so that a changed grid does not change the comparison. */
const SETTINGS: Readonly<Record<string, { page: object; cart: object }>> = {
  default: { page: PAGE, cart: CART },
  'page: share alone': { page: { ...PAGE, similar: null }, cart: CART },
  'page: similar 0.5': { page: { ...PAGE, similar: 0.5 }, cart: CART },
  'page: similar 1': { page: { ...PAGE, similar: 1 }, cart: CART },
  'page: ridge, share, popularity': { page: { ...PAGE, ridge: 1, popularity: 1 }, cart: CART },
  'page: ridge, mixture, popularity': {
    page: { size_exponent: 1, ridge: 1, mixture: 1, share: 0, popularity: 1, similar: null },
    cart: CART,
  },
  'page: size^-0.5': { page: { ...PAGE, similar: null, size_exponent: 0.5 }, cart: CART },
  'page: size^-0.5, popularity': {
    page: { ...PAGE, similar: null, size_exponent: 0.5, popularity: 0.3 },
    cart: CART,
  },
  'page: confidence': { page: { ...PAGE, similar: null, size_exponent: 0 }, cart: CART },
  'cart: best sellers': { page: PAGE, cart: { ...CART, best_sellers: true } },
  'cart: best sellers, popularity 1': { page: PAGE, cart: { ...CART, best_sellers: true, popularity: 1 } },
  'cart: similar': { page: PAGE, cart: { ...CART, similar: true } },
  'cart: similar, best sellers': { page: PAGE, cart: { ...CART, similar: true, best_sellers: true } },
  'cart: popularity 0.2': { page: PAGE, cart: { ...CART, popularity: 0.2 } },
  'cart: mixture 3': { page: PAGE, cart: { ...CART, mixture: 3 } },
  'cart: mixture 0.75': { page: PAGE, cart: { ...CART, mixture: 0.75 } },
}

/** Yields the generated shops of `bench -- mining`, and three real ones if their data is present. */
function* shops(): Generator<Shop> {
  for (const shape of SHAPES) yield madeShop(shape)
  for (const { name, train } of readSets().slice(0, 3)) {
    const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
    const numbers = new Map(ids.map((id, number) => [id, number]))
    const catalogue = catalogueOf(name)
    yield {
      name,
      items: ids.length,
      titles: ids.map((id) => catalogue.get(id.toUpperCase())?.title ?? ''),
      categories: ids.map((id) => catalogue.get(id.toUpperCase())?.category ?? ''),
      orders: train.map(({ at, customer, items }) => ({
        at,
        customer,
        items: items.map((item) => numbers.get(item) ?? 0),
      })),
    }
  }
}

function madeShop(shape: Shape): Shop {
  const lines = drawLines(shape)
  const orders: { at: number; customer: string; items: number[] }[] = []
  for (const [line, order] of lines.order.entries()) {
    const known = orders[order] ?? {
      at: order * 60_000,
      customer: `customer ${lines.customer[order]}`,
      items: [],
    }
    orders[order] = known
    known.items.push(lines.item[line] ?? 0)
  }
  const name = `${shape.lines} lines, ${shape.items} items, ${shape.size} an order`
  const categories = Array.from({ length: shape.items }, (_, item) => `theme ${Math.floor(item / 40)}`)
  return { name, items: shape.items, titles: drawTitles(shape), categories, orders }
}

/** The parts of a checkout's engine that this comparison uses. */
type Baskets = object
type Engine = {
  OrderTable: new (
    ids: readonly string[],
    orders: number,
    lines: number,
  ) => { add(order: Shop['orders'][number] & { size: number }): boolean; close(): Baskets }
  mine(
    baskets: Baskets,
    categories: readonly string[],
    settings: object,
    titles: readonly string[],
  ): Iterable<object | undefined>
}

async function engineOf(checkout: string): Promise<Engine> {
  for (const { table, mine } of LAYOUTS) {
    try {
      const load = (file: string) => import(pathToFileURL(join(checkout, file)).href)
      return { ...(await load(table)), ...(await load(mine)) }
    } catch {}
  }
  throw new Error(`${checkout} has the engine in no known folder. Add its layout to ${import.meta.filename}.`)
}

function modelHash({ OrderTable, mine }: Engine, shop: Shop, settings: object): string {
  const lines = shop.orders.reduce((sum, { items }) => sum + items.length, 0)
  const ids = Array.from({ length: shop.items }, (_, number) => String(number))
  const table = new OrderTable(ids, shop.orders.length, lines)
  for (const order of shop.orders) table.add({ ...order, size: order.items.length })
  const hash = createHash('sha256')
  const lists = mine(
    table.close(),
    shop.categories,
    { min_co_orders: 2, min_customers: null, ...settings },
    shop.titles,
  )
  for (const list of lists) if (list) hash.update(JSON.stringify(list))
  return hash.digest('hex')
}

const [checkout = '.', most = '7'] = process.argv.slice(2)
const engine = await engineOf(checkout)
let seen = 0
for (const shop of shops()) {
  if (seen++ >= Number(most)) break
  for (const [name, settings] of Object.entries(SETTINGS)) {
    console.log(JSON.stringify({ model: `${shop.name}; ${name}`, hash: modelHash(engine, shop, settings) }))
  }
}
