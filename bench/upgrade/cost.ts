import { findAlternatives } from '../../engine/alternatives/find-alternatives.ts'
import type { Baskets } from '../../engine/data/baskets.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { mine } from '../../engine/mine/mine.ts'
import { DEFAULT_CART, DEFAULT_PAGE } from '../../engine/mine/settings.ts'
import { dice } from '../quality/tasks.ts'
import { cells, table } from './score.ts'
import { basketsOf, NO_LINKS } from './shop.ts'

const LINES_AN_ORDER = 10
const WORDS = 4_000
const WORDS_A_TITLE = 5
const LEAVES = 500

/** Seconds and bytes of the alternatives beside mining the same orders. */
export function cost(): void {
  const rows = [
    [5_000, 20_000],
    [50_000, 20_000],
    [50_000, 100_000],
  ].map(([items = 0, orders = 0]) => {
    const { ids, features, baskets } = made(items, orders)
    const mining = seconds(
      mine(
        baskets(),
        ids.map(() => ''),
        SETTINGS,
      ),
    )
    const held = baskets()
    const before = held.arena.used
    held.arena.peak = before
    const alternatives = seconds(findAlternatives(held, features, NO_LINKS))
    const megabytes = (held.arena.peak - before) / 1e6
    return cells(
      String(items),
      String(orders * LINES_AN_ORDER),
      alternatives.total.toFixed(1),
      mining.total.toFixed(1),
      alternatives.slice.toFixed(0),
      megabytes.toFixed(1),
    )
  })
  console.log(
    '## What it costs\n\nMade-up shops: a tree of 500 leaves, titles of five words, skewed sales.\n',
  )
  console.log(
    table(
      ['items', 'lines', 'alternatives, s', 'mining, s', '99th of 100 slices, ms', 'arrays on top, MB'],
      rows,
    ),
  )
}

const SETTINGS = { min_co_orders: 2, min_customers: null, page: DEFAULT_PAGE, cart: DEFAULT_CART }

function made(
  items: number,
  orders: number,
): { ids: string[]; features: ItemFeatures; baskets: () => Baskets } {
  const draw = dice(5)
  const skewed = (below: number) => Math.min(draw(below), draw(below))
  const ids = Array.from({ length: items }, (_, item) => `item-${item}`)
  const title = () => Array.from({ length: WORDS_A_TITLE }, () => `word${skewed(WORDS)}`).join(' ')
  const leaf = () => draw(LEAVES)
  const features: ItemFeatures = {
    titles: ids.map(title),
    collections: ids.map(() => [`Shop > Branch ${leaf() % 20} > Leaf ${leaf()}`]),
    product_types: ids.map(() => ''),
    attributes: ids.map((_, item) => ({ material: item % 3 === 0 ? 'wool' : 'cotton' })),
    prices: ids.map(() => 500 + draw(5_000)),
    offered: ids.map(() => true),
  }
  const bought = Array.from({ length: orders }, (_, order) => ({
    at: order * 1_000,
    customer: `customer-${draw(orders / 4)}`,
    items: [...new Set(Array.from({ length: LINES_AN_ORDER }, () => skewed(items)))],
  }))
  return { ids, features, baskets: () => basketsOf(ids, bought) }
}

/** All seconds of work in steps, and the milliseconds that 99 of 100 steps stay below. */
function seconds(steps: Iterator<unknown>): { total: number; slice: number } {
  const slices: number[] = []
  for (let done = false; !done; ) {
    const started = performance.now()
    done = steps.next().done ?? false
    slices.push(performance.now() - started)
  }
  const total = slices.reduce((sum, slice) => sum + slice, 0) / 1_000
  return { total, slice: slices.sort((a, b) => a - b)[Math.floor(0.99 * slices.length)] ?? 0 }
}
