import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import papa from 'papaparse'
import { Arena } from '../../engine/data/arena.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { TfIdf } from '../../engine/text/tf-idf.ts'
import type { PriceBand } from '../../vocabulary/price-bands.ts'
import { DATA } from '../data.ts'
import { type Answer, cells, measure, questionsOf, ranked, table } from './score.ts'
import { alternativesIn, basketsOf, inBand, isInBand, NARROW, price, WIDE } from './shop.ts'

const FOLDER = join(DATA, 'amazon_gift_cards')

type Row = Record<string, string>
const read = (file: string): Row[] =>
  papa.parse<Row>(readFileSync(join(FOLDER, file), 'utf8'), { header: true, skipEmptyLines: true }).data

/** The catalogue as the engine takes it, with pairs of items that shoppers bought or viewed together. */
function readGiftCards() {
  const rows = read('products.csv').sort((a, b) => ((a.product_id ?? '') < (b.product_id ?? '') ? -1 : 1))
  const ids = rows.map(({ product_id = '' }) => product_id)
  const numbers = new Map(ids.map((id, number) => [id, number]))
  const features: ItemFeatures = {
    titles: rows.map(({ title = '' }) => title),
    collections: rows.map(({ category }) => (category ? [category] : [])),
    product_types: ids.map(() => ''),
    attributes: ids.map(() => ({})),
    prices: rows.map((row) => (Number(row.price) > 0 ? Math.round(100 * Number(row.price)) : null)),
    offered: ids.map(() => true),
  }
  const pairs = (relation: string) =>
    read('relations.csv')
      .filter((row) => row.relation === relation)
      .flatMap(({ product_id = '', other_id = '' }) => {
        const [from, to] = [numbers.get(product_id), numbers.get(other_id)]
        return from === undefined || to === undefined || from === to ? [] : [[from, to] as const]
      })
  return { ids, features, bought: pairs('also_buy'), seen: pairs('also_view') }
}

/** Evaluates upgrades: the more expensive items that shoppers viewed as well, predicted from what they bought together. */
export function giftCards(): void {
  if (!existsSync(FOLDER)) {
    console.log(`Skipped: ${FOLDER} is not here.\n`)
    return
  }
  const { ids, features, bought, seen } = readGiftCards()
  // Each "also bought" counts as one order of the two items.
  const orders = bought.map((items) => ({ at: null, customer: null, items }))
  const baskets = basketsOf(ids, orders)
  const words = new TfIdf(features.titles, new Arena(), { dropsStopWords: true })
  console.log(
    `## Gift cards: also viewed, and more expensive\n\n${ids.length} items, ${features.prices.filter((one) => one !== null).length} with a price. ${bought.length} pairs of "also bought" are given as orders of two; no customers, so no switches. Floor: hit@2 0.80 for +10 … +60 %.\n`,
  )
  const heads = ['method', '+10 … +60 %: hit@2', 'MRR', 'recall@6', '+5 … +100 %: hit@2', 'MRR', 'recall@6']
  const bands: readonly PriceBand[] = [NARROW, WIDE]
  const answers: Record<string, (band: PriceBand) => Answer> = {
    'next more expensive': (band) =>
      ranked(
        (seed) => inBand(features, seed, band),
        (_, item) => -price(features, item),
      ),
    chance: (band) =>
      ranked(
        (seed) => inBand(features, seed, band),
        () => 0,
      ),
    'nearest title': (band) =>
      ranked(
        (seed) => inBand(features, seed, band),
        (a, b) => words.cosine(a, b),
      ),
    'most bought': (band) =>
      ranked(
        (seed) => inBand(features, seed, band),
        (_, item) => baskets.ordersOf(item),
      ),
    'ours without orders': (band) => upgradesOf(alternativesIn(band, basketsOf(ids, []), features)),
    '**ours**': (band) => upgradesOf(alternativesIn(band, basketsOf(ids, orders), features)),
  }
  const lines = Object.entries(answers).map(([name, answer]) => {
    const figures = bands.flatMap((band) => {
      const dearer = seen.filter(([from, to]) => isInBand(features, from, to, band))
      const { hit2, mrr, recall6 } = measure(questionsOf(dearer), answer(band))
      return [hit2, mrr, recall6]
    })
    return cells(name, ...figures)
  })
  console.log(table(heads, lines))
}

const upgradesOf =
  (alternatives: ReturnType<typeof alternativesIn>): Answer =>
  (seed) =>
    alternatives.of(seed).upgrade.map(({ item }) => item)
