import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings } from '../engine/mine/settings.ts'
import type { Choice } from '../engine/mine/trial.ts'
import { DATA } from './data.ts'
import { baselines, countAll } from './quality/baselines.ts'
import { numberItems, ours } from './quality/ours.ts'
import { type RealSet, readSets } from './quality/sets.ts'
import {
  type CartResult,
  cartCases,
  mean,
  type PageResult,
  pageCases,
  runCart,
  runPage,
  standardError,
} from './quality/tasks.ts'
import { tuned } from './quality/tuned.ts'

/** Floors and aims of ../shared/relevance.md: nDCG@10 on the page, HR@10 in the cart. */
const GOALS: Record<string, { page: [floor: number, aim: number]; cart: [floor: number, aim: number] }> = {
  'Online Retail': { page: [0.226, 0.24], cart: [0.355, 0.375] },
  'Ta-Feng': { page: [0.088, 0.0925], cart: [0.174, 0.185] },
  Groceries: { page: [0.29, 0.301], cart: [0.414, 0.424] },
  'Complete Journey': { page: [0.094, 0.097], cart: [0.1, 0.118] },
}

const SETTINGS: MineSettings = {
  min_co_orders: 2,
  min_customers: null,
  page: DEFAULT_PAGE,
  cart: DEFAULT_CART,
}

type Row = { name: string; page: PageResult[]; coverage: number; cart: CartResult[] }

function measure(set: RealSet): Row[] {
  const numbers = numberItems(set.train)
  const known = (items: readonly string[]) => items.flatMap((item) => numbers.get(item) ?? [])
  const tests = set.test
    .map(({ items, customer }) => ({ customer, items: known(items) }))
    .filter(({ items }) => items.length > 1)
  const pages = pageCases(tests.map(({ items }) => items))
  const carts = cartCases(tests)
  const table = countAll(
    numbers.size,
    set.train.map(({ items }) => known(items)),
  )
  console.log(
    `\n## ${set.name}\n\n${set.rule}: ${set.train.length} orders train, ${numbers.size} items; ${tests.length} orders of two or more known items test; ${pages.length} seeds, ${carts.length} carts.\n`,
  )
  const choice = tuned(numbers, set.train, SETTINGS)
  const seconds = choice.seconds.toFixed(0)
  console.log(
    `Tuned in ${seconds} s on the training orders alone. Page: ${said(choice.page)}. Cart: ${said(choice.cart)}.\n`,
  )
  const rankers = {
    ...baselines(table),
    'ours, untuned': ours(numbers, set.train, SETTINGS),
    ours: ours(numbers, set.train, choice.settings),
  }
  return Object.entries(rankers).map(([name, ranker]) => {
    const { results, coverage } = runPage(ranker, pages)
    return { name, page: results, coverage, cart: runCart(ranker, carts) }
  })
}

/** What was chosen, and what the folds said of each way: its mean, and its gain over the first one, paired. */
function said({ chosen, cases, tried }: Choice): string {
  const ways = tried.map(
    ({ name, mean: figure, gain, standard_error }) =>
      `${name} ${figure.toFixed(4)} (${gain >= 0 ? '+' : ''}${gain.toFixed(4)} ± ${standard_error.toFixed(4)})`,
  )
  return `**${chosen}**, from ${cases} cases of four folds: ${ways.join('; ')}`
}

function print(rows: readonly Row[]): void {
  const cell = (values: readonly number[]) =>
    `${mean(values).toFixed(4)} ± ${standardError(values).toFixed(4)}`
  console.log(
    '| scorer | page nDCG@10 | page HR@10 | page recall@10 | coverage | cart HR@10 | cart MRR@10 |\n|---|---|---|---|---|---|---|',
  )
  for (const { name, page, coverage, cart } of rows) {
    const figures = [
      cell(page.map(({ ndcg }) => ndcg)),
      cell(page.map(({ hit }) => hit)),
      cell(page.map(({ recall }) => recall)),
      coverage,
      cell(cart.map(({ hit }) => hit)),
      cell(cart.map(({ mrr }) => mrr)),
    ]
    console.log(`| ${name === 'ours' ? '**ours**' : name} | ${figures.join(' | ')} |`)
  }
}

/** Ours against the baseline that is best at this task on this set, case by case. */
function compare(
  rows: readonly Row[],
  what: string,
  figures: (row: Row) => number[],
  goal: [number, number],
): void {
  const last = rows.at(-1)
  if (!last) return
  const own = figures(last)
  const best = rows
    .filter(({ name }) => !name.startsWith('ours'))
    .reduce((a, b) => (mean(figures(b)) > mean(figures(a)) ? b : a))
  const theirs = figures(best)
  const gains = own.map((value, at) => value - (theirs[at] ?? 0))
  const share = (test: (gain: number) => boolean) =>
    `${((100 * gains.filter(test).length) / gains.length).toFixed(1)} %`
  const [floor, aim] = goal
  const error = standardError(own)
  const place =
    mean(own) >= aim
      ? 'aim reached'
      : mean(own) >= floor
        ? 'above the floor'
        : mean(own) >= floor - error
          ? 'within one standard error of the floor'
          : 'below the floor'
  console.log(
    `- ${what}: ${mean(own).toFixed(4)}, floor ${floor}, aim ${aim}: **${place}**. Against the best baseline, ${best.name}: ${mean(gains) >= 0 ? '+' : ''}${mean(gains).toFixed(4)} ± ${standardError(gains).toFixed(4)}; better in ${share((gain) => gain > 0)} of the cases, worse in ${share((gain) => gain < 0)}.`,
  )
}

const sets = readSets()
if (sets.length === 0)
  console.log(`Skipped: there is no data in ${DATA}. Set PAIRWELL_DATA to the folder of the real data.`)
else {
  console.log(
    `Mined once from the training orders. Baselines rank whole rows of the pair table, ours its lists of 50. ± is one standard error.`,
  )
}
for (const set of sets) {
  const rows = measure(set)
  const goal = GOALS[set.name]
  print(rows)
  console.log('')
  if (!goal) continue
  compare(rows, 'page nDCG@10', ({ page }) => page.map(({ ndcg }) => ndcg), goal.page)
  compare(rows, 'cart HR@10', ({ cart }) => cart.map(({ hit }) => hit), goal.cart)
}
