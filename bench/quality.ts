import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings } from '../engine/mine/settings.ts'
import type { ItemTexts } from '../engine/tuning/train.ts'
import { DATA } from './data.ts'
import { baselines, countAll } from './quality/baselines.ts'
import { firstPlaces, printCalibration } from './quality/calibration.ts'
import { catalogueOf } from './quality/catalogues.ts'
import { newItems } from './quality/new-items.ts'
import { numberItems, ours } from './quality/ours.ts'
import { type Numbered, remined } from './quality/remined.ts'
import { cell, type Goal, printPlace, printRows, type Row, said } from './quality/report.ts'
import { type RealSet, readSets } from './quality/sets.ts'
import {
  type CartCase,
  cartCases,
  pageCases,
  type Ranker,
  runCart,
  runPage,
  runThree,
  threeCarts,
} from './quality/tasks.ts'
import { type Tuned, tuned } from './quality/tuned.ts'

/** Floors and aims: nDCG@10 on the page, HR@10 in the cart (docs/RESULTS.md). */
const GOALS: Readonly<Record<string, { page: Goal; cart: Goal }>> = {
  'Online Retail': { page: [0.226, 0.24], cart: [0.355, 0.375] },
  'Ta-Feng': { page: [0.088, 0.0925], cart: [0.174, 0.185] },
  Groceries: { page: [0.29, 0.301], cart: [0.414, 0.424] },
  'Complete Journey': { page: [0.094, 0.097], cart: [0.1, 0.118] },
}
/** Sets whose test orders have dates. */
const DATED = ['Online Retail', 'Complete Journey']
/** Number of mining runs over the test span. */
const STEPS = 5

const UNTUNED: MineSettings = {
  min_co_orders: 2,
  min_customers: null,
  page: DEFAULT_PAGE,
  cart: DEFAULT_CART,
}

/** A set with its items by number, its cases and its catalogue. */
type Asked = {
  set: RealSet
  numbers: ReadonlyMap<string, number>
  tests: Numbered[]
  pages: ReturnType<typeof pageCases>
  three: CartCase[][]
  one: CartCase[]
  described: ItemTexts | undefined
}

function ask(set: RealSet): Asked {
  const numbers = numberItems(set.train)
  const tests = set.test
    .map((order) => ({
      order,
      customer: order.customer,
      items: order.items.flatMap((item) => numbers.get(item) ?? []),
    }))
    .filter(({ items }) => items.length > 1)
  const catalogue = catalogueOf(set.name)
  const written = (of: 'title' | 'category') =>
    Array.from(numbers.keys(), (id) => catalogue.get(id.toUpperCase())?.[of] ?? '')
  return {
    set,
    numbers,
    tests,
    pages: pageCases(tests.map(({ items }) => items)),
    three: threeCarts(tests),
    one: cartCases(tests),
    described: catalogue.size > 0 ? { titles: written('title'), categories: written('category') } : undefined,
  }
}

function rowOf({ pages, three, one }: Asked, name: string, ranker: Ranker): Row {
  const { results, coverage } = runPage(ranker, pages)
  return { name, page: results, coverage, cart: runThree(ranker, three), one: runCart(ranker, one) }
}

function tell(what: string, { seconds, choices }: Tuned): void {
  const { page, cart, customers, age } = choices
  console.log(
    `Tuned in ${seconds.toFixed(0)} s on the training orders ${what}. Page: ${said(page)}. Cart: ${said(cart)}. Support that a pair needs: ${said(customers)}. Age of orders: ${said(age)}.\n`,
  )
}

function measure(set: RealSet): void {
  const asked = ask(set)
  const { numbers, tests, pages, three, described } = asked
  console.log(
    `\n## ${set.name}\n\n${set.rule}: ${set.train.length} orders train, ${numbers.size} items; ${tests.length} orders of two or more known items test; ${pages.length} seeds, ${three.flat().length} carts, up to three an order.\n`,
  )
  const known = set.train.map(({ items }) => items.flatMap((item) => numbers.get(item) ?? []))
  const alone = tuned(numbers, set.train, UNTUNED)
  tell('alone', alone)
  const full = described && tuned(numbers, set.train, UNTUNED, described)
  if (full) tell('and the catalogue', full)
  const mined = ({ settings, ageing }: Tuned, written: ItemTexts = {}) =>
    ours(numbers, set.train, settings, written, ageing)
  const own = mined(alone)
  const withCatalogue = full && mined(full, described)
  const rows = [
    ...Object.entries(baselines(countAll(numbers.size, known))).map(([name, ranker]) =>
      rowOf(asked, name, ranker),
    ),
    rowOf(asked, 'ours, untuned', ours(numbers, set.train, UNTUNED)),
    rowOf(asked, 'ours', own),
    ...(withCatalogue ? [rowOf(asked, 'ours, with the catalogue', withCatalogue)] : []),
  ]
  printRows(rows, 'ours')
  console.log('')
  const goal = GOALS[set.name]
  for (const row of rows.filter(({ name }) => name === 'ours' || name === 'ours, with the catalogue')) {
    if (!goal) continue
    printPlace(rows, row, 'page nDCG@10', ({ page }) => page.map(({ ndcg }) => ndcg), goal.page)
    printPlace(rows, row, 'cart HR@10', ({ cart }) => cart.map(({ hit }) => hit), goal.cart)
  }
  const orders = tests.map(({ items }) => items)
  printCalibration('ours', firstPlaces(own, orders), alone.calibration.page.ece)
  if (full && withCatalogue)
    printCalibration(
      'ours, with the catalogue',
      firstPlaces(withCatalogue, orders),
      full.calibration.page.ece,
    )
  if (DATED.includes(set.name)) mineAnew(asked, alone, rows)
  if (set.name === 'Online Retail' && full) hideItems(asked, full)
}

/** Evaluates the same cases with a shop that is mined again during the test span. */
function mineAnew({ set, numbers, tests, three }: Asked, { settings }: Tuned, rows: readonly Row[]): void {
  const step = { at: 0 }
  const anew = remined(numbers, set.train, tests, settings, {}, STEPS, (ranker, part) => {
    const results = runThree(ranker, three.slice(step.at, step.at + part.length))
    const pages = pageCases(part.map(({ items }) => items))
    step.at += part.length
    return results.map((cart, at) => ({ cart, page: at === 0 ? runPage(ranker, pages).results : [] }))
  })
  const once = rows.find(({ name }) => name === 'ours')?.cart ?? []
  const gains = anew.map(({ cart }, at) => cart.hit - (once[at]?.hit ?? 0))
  console.log(
    `- mined again in ${STEPS} steps over the test span: cart HR@10 ${cell(anew.map(({ cart }) => cart.hit))} (paired gain ${cell(gains)}); page nDCG@10 ${cell(anew.flatMap(({ page }) => page.map(({ ndcg }) => ndcg)))}, with new seeds.`,
  )
}

function hideItems({ set, numbers, tests, described }: Asked, { settings }: Tuned): void {
  const orders = tests.map(({ items }) => items)
  const found = newItems(numbers, set.train, orders, settings, described ?? {})
  console.log(`
New items: all orders of a tenth of the items (of 10 orders or more) hidden, five draws, ${found.cases} cases; titles alone tell what they go with.

| a new item's page | HR@10 | nDCG@10 |
|---|---|---|
| best sellers | ${cell(found.sellers.hit)} | ${cell(found.sellers.ndcg)} |
| **ours** | ${cell(found.own.hit)} | ${cell(found.own.ndcg)} |

Floor: HR@10 0.69, nDCG@10 0.20. On the pages of others ${(100 * found.places).toFixed(1)} % of the first ten places go to new items, and ${(100 * found.found).toFixed(1)} % of the new items that an order holds are found there; without titles none would be.`)
}

const sets = readSets()
if (sets.length === 0)
  console.log(`Skipped: there is no data in ${DATA}. Set PAIRWELL_DATA to the folder of the real data.`)
else
  console.log(
    'Mined once from the training orders. Baselines rank whole rows of the pair table, our model its lists of 50. ± is one standard error; in the cart columns an order counts once, with the mean of up to three carts.',
  )
const asked = process.argv.slice(2)
for (const set of sets) if (asked.length === 0 || asked.includes(set.name)) measure(set)
