import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATA } from './data.ts'
import { casesOf, type Figures, figuresOf, together } from './everywhere/figures.ts'
import { type Measured, printCells, printMeans, printOptions } from './everywhere/report.ts'
import { rivals } from './everywhere/rivals.ts'
import { numbered, served } from './everywhere/served.ts'
import { type Cell, cells, type Part } from './everywhere/shops.ts'

// EVERYWHERE_PART=development looks at the shops that the defaults were chosen on. EVERYWHERE_SETS and EVERYWHERE_SIZES, separated
// by semicolons, leave out the other sets and sizes ("whole" for everything), and EVERYWHERE_CACHE names a folder that keeps the figures of the rivals.
const part: Part = process.env.EVERYWHERE_PART === 'development' ? 'development' : 'final'
const listed = (name: string): string[] | undefined => process.env[name]?.split(';')
const [sets, sizes] = [listed('EVERYWHERE_SETS'), listed('EVERYWHERE_SIZES')]
const cache = process.env.EVERYWHERE_CACHE

const wants = (set: string, size: number): boolean =>
  (sets?.includes(set) ?? true) &&
  (sizes?.includes(size === Number.POSITIVE_INFINITY ? 'whole' : String(size)) ?? true)

/** The figures of each rival on all shops of a cell, kept between runs where a folder is named. */
function rivalFigures(cell: Cell): Record<string, Figures> {
  const path = cache && join(cache, `${part} ${cell.set} ${cell.size}.json`)
  if (path && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  const all = cell.shops.map((shop) => {
    const { numbers, train, tests } = numbered(shop)
    const orders = casesOf(tests)
    const rankers = Object.entries(rivals(numbers.size, train))
    return new Map(rankers.map(([name, ranker]) => [name, figuresOf(ranker, orders)]))
  })
  const names = [...(all[0]?.keys() ?? [])].filter((name) => all.every((shop) => shop.has(name)))
  const found = Object.fromEntries(
    names.map((name) => [name, together(all.flatMap((shop) => shop.get(name) ?? []))]),
  )
  if (cache && path) {
    mkdirSync(cache, { recursive: true })
    writeFileSync(path, JSON.stringify(found))
  }
  return found
}

function measure(cell: Cell): Measured {
  const started = performance.now()
  const shops = cell.shops.map((shop) => ({ shop, known: numbered(shop) }))
  const answered = shops.map(({ shop, known }) => {
    const { ranker, tuning } = served(cell, shop, known)
    return { tuning, figures: figuresOf(ranker, casesOf(known.tests)) }
  })
  const ours = together(answered.map(({ figures }) => figures))
  const choices = answered.flatMap(({ tuning }) => tuning?.choices ?? [])
  const seconds = (performance.now() - started) / 1_000
  const items = Math.round(shops.reduce((sum, { known }) => sum + known.numbers.size, 0) / shops.length)
  const orders = shops[0]?.shop.train.length ?? 0
  console.error(`${cell.set}, ${orders} orders: ${seconds.toFixed(1)} s`)
  return { set: cell.set, orders, items, ours, choices, rivals: rivalFigures(cell) }
}

const found = [...cells(part, wants)].map(measure)
if (found.length === 0)
  console.log(`Skipped: there is no data in ${DATA}. Set PAIRWELL_DATA to the folder of the real data.`)
else {
  console.log(
    `The engine as it is served: tuned by itself where it tunes, mined with the catalogue, filled up by category and best sellers. ${part === 'final' ? 'No order of this table was looked at while defaults were chosen' : 'Development shops: defaults were chosen on them'} (docs/METHOD.md, "Where the defaults come from"). Up to three pages and three carts an order; an order counts once. Shops of up to 100 orders are three each. ± is one standard error, paired for gains. The best rule is chosen with hindsight, cell by cell: most bought, confidence, size-weighted, log-likelihood ratio, cosine, item-kNN (50 neighbours, shrunk), and up to 4,000 items EASE (penalty 50).\n`,
  )
  printMeans(found)
  printCells(found)
  if (part === 'development') printOptions(found)
}
