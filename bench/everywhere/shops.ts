import { hash32 } from '../../engine/numbers/hash.ts'
import { type RealOrder, type RealSet, readSets } from '../quality/sets.ts'

/** Sizes of the shops, orders; a cell with infinitely many takes the whole set. */
export const SIZES = [50, 100, 300, 1_000, 3_000, 10_000, Number.POSITIVE_INFINITY]
/** First orders of a set: the final shops of up to 3,000 orders and their tests come from these. */
const YOUNG = 3_800
/** Test orders of a young shop, and of one that is as large as its set allows. */
const [TESTS, MANY_TESTS] = [500, 1_000]
/** Shops of a size up to this many orders, which are small enough for several of them. */
const SEVERAL = 100
/** Shops a cell where there may be several. */
const SHOPS = 3
/** Share of the customers of a joined set that only development sees. */
const DEVELOPED = 0.4
/** Share of a variant's orders that train when it is taken whole. */
const TRAIN = 0.8
/** A variant is taken whole where it has so many times the orders of the cell before. */
const WORTHWHILE = 2

/** What the final table is made of, or what development may look at: they share no test order. */
export type Part = 'final' | 'development'

/** One shop: what it is mined from, and the orders that follow. An undated order has no `at`. */
export type Shop = { train: RealOrder[]; test: RealOrder[]; isDated: boolean }

/** One cell of the table: shops of one size of one set, evaluated together. */
export type Cell = { set: string; catalogue: string; size: number; shops: Shop[] }

/** Orders in sequence for young shops, and what a large shop trains on and is tested by. */
type Sequence = { young: RealOrder[]; large?: { train: RealOrder[]; test: RealOrder[] } }

/** A set or a variant of one. */
type Source = { name: string; of: string; isDated: boolean; sequence(set: RealSet, part: Part): Sequence }

/** A set as it is: development sees its middle, the final table its beginning and its end. */
const asItIs = ({ train, test }: RealSet, part: Part): Sequence =>
  part === 'development'
    ? { young: train.slice(YOUNG) }
    : { young: train.slice(0, YOUNG), large: { train, test } }

/** The orders of a part in any sequence, for variants. */
const ordersOf = ({ train, test }: RealSet, part: Part): RealOrder[] =>
  part === 'development' ? train.slice(YOUNG) : [...train.slice(0, YOUNG), ...test]

const byHash = (orders: readonly RealOrder[]): RealOrder[] =>
  orders
    .map((order) => ({ order, key: hash32(`sequence ${order.id}`) }))
    .sort((a, b) => a.key - b.key || (a.order.id < b.order.id ? -1 : 1))
    .map(({ order }) => order)

/** Every customer's orders as a single one; without customers each five consecutive ones. */
function joined(set: RealSet, part: Part): Sequence {
  const all = [...set.train, ...set.test]
  const hasCustomers = all.some(({ customer }) => customer !== null)
  const groups = new Map<string, { order: RealOrder; items: Set<string> }>()
  for (const [place, order] of all.entries()) {
    const id = hasCustomers ? (order.customer ?? order.id) : `five ${Math.floor(place / 5)}`
    const group = groups.get(id) ?? { order: { ...order, id, customer: id }, items: new Set<string>() }
    for (const item of order.items) group.items.add(item)
    groups.set(id, group)
  }
  const isDeveloped = (id: string) => hash32(`part ${id}`) / 2 ** 32 < DEVELOPED
  const orders = [...groups.values()].map(({ order, items }) => ({ ...order, items: [...items] }))
  return { young: byHash(orders.filter(({ id }) => isDeveloped(id) === (part === 'development'))) }
}

/** A quarter of the lines: as many items, each in a few orders. */
const thinned = (set: RealSet, part: Part): Sequence => ({
  young: ordersOf(set, part)
    .map((order) => ({
      ...order,
      items: order.items.filter((item) => hash32(`line ${order.id} ${item}`) % 4 === 0),
    }))
    .filter(({ items }) => items.length > 0),
})

const SOURCES: readonly Source[] = [
  { name: 'Online Retail', of: 'Online Retail', isDated: true, sequence: asItIs },
  { name: 'Ta-Feng', of: 'Ta-Feng', isDated: true, sequence: asItIs },
  { name: 'Groceries', of: 'Groceries', isDated: false, sequence: asItIs },
  { name: 'Complete Journey', of: 'Complete Journey', isDated: true, sequence: asItIs },
  { name: 'Online Retail, thinned', of: 'Online Retail', isDated: true, sequence: thinned },
  {
    name: 'Online Retail, undated',
    of: 'Online Retail',
    isDated: false,
    sequence: (set, part) => ({ young: byHash(ordersOf(set, part)) }),
  },
  { name: 'Ta-Feng, joined', of: 'Ta-Feng', isDated: false, sequence: joined },
  { name: 'Groceries, joined', of: 'Groceries', isDated: false, sequence: joined },
  { name: 'Complete Journey, joined', of: 'Complete Journey', isDated: false, sequence: joined },
]

/** The shops of one size; [] where the set has too few orders. */
function shopsOf({ young, large }: Sequence, size: number, isDated: boolean): Shop[] {
  const room = young.length - TESTS
  if (size <= room) {
    const count = size <= SEVERAL ? SHOPS : 1
    const step = Math.floor((room - size) / count)
    return Array.from({ length: count }, (_, at) => {
      const cut = at * step + size
      return { train: young.slice(at * step, cut), test: young.slice(cut, cut + TESTS), isDated }
    })
  }
  const { train, test } = large ?? {
    train: young.slice(0, Math.floor(TRAIN * young.length)),
    test: young.slice(Math.floor(TRAIN * young.length)),
  }
  const isWhole = size === Number.POSITIVE_INFINITY
  const before = SIZES.filter((other) => other < size && other <= room)
  const isLarger = large !== undefined || train.length >= WORTHWHILE * Math.max(0, ...before)
  const enough = isWhole ? isLarger : size < train.length
  return enough && (isWhole || large)
    ? [{ train: train.slice(-size), test: spread(test, MANY_TESTS), isDated }]
    : []
}

/** So many of the orders, evenly spread over all of them. */
const spread = <T>(orders: readonly T[], count: number): T[] =>
  orders.length <= count
    ? [...orders]
    : Array.from({ length: count }, (_, at) => orders[Math.floor((at * orders.length) / count)]).flatMap(
        (order) => order ?? [],
      )

/** All cells whose set's name and size pass, one after the other. */
export function* cells(
  part: Part,
  wants: (set: string, size: number) => boolean,
): Generator<Cell, void, undefined> {
  const sets = new Map(readSets().map((set) => [set.name, set]))
  for (const { name, of, isDated, sequence } of SOURCES) {
    const set = sets.get(of)
    if (!set) continue
    const orders = sequence(set, part)
    for (const size of SIZES) {
      if (!wants(name, size)) continue
      const shops = shopsOf(orders, size, isDated)
      if (shops.length > 0) yield { set: name, catalogue: of, size, shops }
    }
  }
}
