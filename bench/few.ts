import { DATA } from './data.ts'
import { readiness } from './few/sources.ts'
import { type YoungShop, youngShop } from './few/young.ts'
import { type Measured, measure } from './few/young-shop-quality.ts'
import { cell, gain } from './known/figures.ts'
import { readSets } from './quality/sets.ts'
import { mean } from './quality/tasks.ts'
import { table } from './upgrade/score.ts'

const SHOPS = ['Online Retail', 'Groceries']
const ORDERS = [50, 300, 3_000]
/** Training orders of an item, from and below. */
const DEGREES: readonly [name: string, from: number, below: number][] = [
  ['1–2', 1, 3],
  ['3–9', 3, 10],
  ['10–29', 10, 30],
  ['30 and more', 30, Number.POSITIVE_INFINITY],
]

type Young = { young: YoungShop; measured: Measured }

const row = ({ young }: Young, ...values: readonly (string | number)[]): string =>
  [young.name, young.orders.toLocaleString('en'), ...values].join(' | ')

function rested(one: Young): string {
  const { ready, pooled, fallback } = readiness(one.young)
  const shares = [4, 10].map((places) =>
    one.measured
      .sharesOf(places)
      .map((share) => share.toFixed(2))
      .join(' / '),
  )
  return row(one, one.young.items, ready, pooled, fallback, one.measured.pages.length, ...shares)
}

function worth(one: Young): string[] {
  const best = one.measured.worths.find(({ name }) => name === 'most bought')
  const ndcgs = (page: readonly { ndcg: number }[]) => page.map(({ ndcg }) => ndcg)
  return one.measured.worths.map(({ name, page, cart }) =>
    row(
      one,
      name === 'as served' ? '**as served**' : name,
      cell(ndcgs(page)),
      gain(ndcgs(page), ndcgs(best?.page ?? [])),
      cell(page.map(({ hit }) => hit)),
      cell(cart),
      gain(cart, best?.cart ?? []),
    ),
  )
}

function byDegree(one: Young): string[] {
  const { pages, worths } = one.measured
  return DEGREES.flatMap(([name, from, below]) => {
    const places = pages.flatMap(({ seed }, place) => {
      const orders = one.young.degrees[seed] ?? 0
      return orders >= from && orders < below ? [place] : []
    })
    if (places.length === 0) return []
    const ndcgsOf = (way: string) => {
      const page = worths.find((one) => one.name === way)?.page ?? []
      return places.map((place) => page[place]?.ndcg ?? 0)
    }
    const [lists, served, best] = [ndcgsOf('list alone'), ndcgsOf('as served'), ndcgsOf('most bought')]
    const means = [lists, served, best].map((figures) => mean(figures).toFixed(4))
    return [row(one, name, places.length, ...means, gain(lists, best), gain(served, best))]
  })
}

const sets = readSets().filter(({ name }) => SHOPS.includes(name))
if (sets.length === 0)
  console.log(`Skipped: there is no data in ${DATA}. Set PAIRWELL_DATA to the folder of the real data.`)
else {
  const shops = sets.flatMap((set) =>
    ORDERS.map((orders): Young => {
      const young = youngShop(set, orders)
      return { young, measured: measure(young) }
    }),
  )
  console.log(`The shop is mined from its first orders, tuned by itself, as in the Worker; the next 500 orders of two or more known items are the test. ± is one standard error; gains are over the most bought, paired.

## What an answer rests on

Ready: two or more companions of its own. Pooled: two or more borrowed from similar items or the category. Fallback: best sellers alone. Shares of the product page's places: own companions / borrowed / category's list / best sellers. Online Retail has no categories.

${table(['shop', 'orders', 'items', 'ready', 'pooled', 'fallback', 'seeds', 'first 4 places', 'first 10 places'], shops.map(rested))}
## What it is worth

Baselines rank whole rows of the pair table; nothing fills up what confidence and the list alone leave open. Without a catalogue nothing is borrowed, and there are no categories. A place names the source of the suggestion, not its rank.

${table(['shop', 'orders', 'scorer', 'page nDCG@10', 'gain', 'page HR@10', 'cart HR@10', 'gain'], shops.flatMap(worth))}
## By the orders of the item on the page, nDCG@10

${table(['shop', 'orders', 'orders of the item', 'seeds', 'list alone', 'as served', 'most bought', 'gain of the list', 'gain as served'], shops.flatMap(byDegree))}`)
}
