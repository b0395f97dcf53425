/** A generated shop: sizes, and what makes it different. */
export type Shape = {
  name: string
  orders: number
  items: number
  /** Items of an order, at most. */
  most: number
  /** Orders of a customer, on average; 0 for orders without a customer. */
  ordersOfOne: number
  dated: boolean
  categories: boolean
}

/** Small shops that differ in what mining branches on: repeated customers, dates, categories, long orders, few orders. */
export const SHAPES: readonly Shape[] = [
  { name: 'a usual shop', orders: 900, items: 120, most: 6, ordersOfOne: 3, dated: true, categories: true },
  {
    name: 'no customers, no dates',
    orders: 700,
    items: 60,
    most: 5,
    ordersOfOne: 0,
    dated: false,
    categories: false,
  },
  {
    name: 'few customers, long orders',
    orders: 250,
    items: 300,
    most: 60,
    ordersOfOne: 25,
    dated: true,
    categories: true,
  },
  { name: 'a young shop', orders: 25, items: 40, most: 3, ordersOfOne: 1, dated: true, categories: false },
]

export type GeneratedOrder = { id: string; customer: string | null; day: number | null; items: number[] }

/** Numbers below `most`, the same in every run (a linear congruential generator, Numerical Recipes). */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

/** The orders of a shop: most items are bought rarely, and neighbours are bought together. */
export function generatedOrders({ orders, items, most, ordersOfOne, dated }: Shape): GeneratedOrder[] {
  const draw = dice(orders + items)
  const customers = ordersOfOne === 0 ? 0 : Math.ceil(orders / ordersOfOne)
  return Array.from({ length: orders }, (_, at) => {
    const theme = Math.floor(items ** (draw(1_000) / 1_000)) - 1
    const held = new Set<number>()
    const size = 1 + draw(most)
    for (let line = 0; line < size; line += 1)
      held.add(draw(3) === 0 ? draw(items) : (theme + draw(8)) % items)
    return {
      id: `order-${String((at * 7_919) % orders).padStart(5, '0')}`,
      customer: customers === 0 ? null : `customer-${draw(customers)}`,
      day: dated ? 19_000 + draw(700) : null,
      items: [...held],
    }
  })
}

const itemId = (item: number) => `item-${String(item).padStart(4, '0')}`
/** The last tenth of the catalogue is new or similar to others by its words. */
const titleOf = (item: number) =>
  `Theme ${Math.floor(item / 8)} thing ${['red', 'blue', 'large'][item % 3]} ${item % 5}`
const categoryOf = (item: number) => `Department ${item % 2} > Shelf ${Math.floor(item / 10)}`

/** Titles and categories by item number, and some items that nobody has bought. */
export function catalogueOf({ items, categories }: Shape) {
  const all = items + Math.ceil(items / 10)
  const numbers = Array.from({ length: all }, (_, item) => item)
  return {
    ids: numbers.map(itemId),
    titles: numbers.map(titleOf),
    categories: numbers.map((item) => (categories ? categoryOf(item) : '')),
  }
}

/** The catalogue and the orders as files that a merchant would upload. */
export function filesOf(shape: Shape): { items: string; orders: string } {
  const { ids, titles, categories } = catalogueOf(shape)
  const rows = ids.map((id, item) => `${id},${titles[item]},${categories[item]},${(item % 40) + 1}.50`)
  const lines = generatedOrders(shape).flatMap(({ id, customer, day, items }) => {
    const date = day === null ? '' : new Date(day * 86_400_000).toISOString()
    return items.map((item) => [id, date, customer ?? '', itemId(item), 1, `${(item % 40) + 1}.50`].join(','))
  })
  return {
    items: ['id,title,category,price', ...rows].join('\n'),
    orders: ['order_id,ordered_at,customer_id,item_id,quantity,price', ...lines].join('\n'),
  }
}
