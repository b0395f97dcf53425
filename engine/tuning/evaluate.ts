import type { Baskets } from '../data/baskets.ts'
import { Loans, type Wanted } from '../mine/backoff.ts'
import { bestSellers } from '../mine/best-sellers.ts'
import { poolCategories } from '../mine/category-backoff.ts'
import type { Taught } from '../mine/fit.ts'
import { Parts } from '../mine/score-components.ts'
import { type CartBlend, DEFAULT_PAGE, type PageBlend } from '../mine/settings.ts'
import type { Thresholds } from '../mine/support.ts'
import type { Similar } from '../text/similar-items.ts'
import type { CartCase, PageCase } from './folds.ts'
import { Carts, pageFigure } from './metrics.ts'
import { Kept } from './score-cache.ts'

/** Some way or other wants it. */
const EVERYTHING: Wanted = { alike: true, mixture: true }
/** Items looked at between two pauses, beside those of the counting itself. */
const LISTS_A_SLICE = 20
/** Carts asked between two pauses: about 2 ms of work. */
const CARTS_A_SLICE = 20

/** What is known before any way is tried. */
export type Study = {
  baskets: Baskets
  taught: Taught
  /** By which it was taught. */
  thresholds: Thresholds
  similar: Similar | undefined
  /** Path of each item, '' for none. */
  categories: readonly string[]
}

/** What is asked; the page and the cart of an order stand in the same place. */
export type Cases = { pages: readonly PageCase[]; carts: readonly CartCase[] }

/** Ways by name. */
export type Ways<T> = readonly (readonly [name: string, way: T])[]

/** A figure a case, by the name of the way. */
export type Figures = { pages: Map<string, number[]>; carts: Map<string, number[]> }

/**
 * Makes the lists that the cases ask for, each once, and answers every case in every way: nDCG@10 of the page as it would
 * be shown, best sellers behind the list, and HR@10 of the cart. Yields now and then.
 * @param pages ways that weigh orders of n things by the same n^-exponent
 */
export function* tryWays(
  study: Study,
  thresholds: Thresholds,
  exponent: number,
  cases: Cases,
  ways: { pages: Ways<PageBlend>; carts: Ways<CartBlend> },
): Generator<undefined, Figures> {
  const { baskets, taught, similar } = study
  const known = thresholds === study.thresholds && exponent === DEFAULT_PAGE.size_exponent
  const parts = new Parts(baskets, thresholds, exponent, taught, known ? taught.vouched : undefined)
  const { pool } = yield* poolCategories(baskets, study.categories, parts, taught.mixture)
  parts.loans = new Loans(baskets, taught.mixture, similar, pool)
  const sellers = bestSellers(baskets).map(({ item }) => item)
  const kept = new Kept(
    baskets,
    ways.carts.length === 0 ? [] : [...new Set(cases.carts.flatMap(({ cart }) => cart))],
  )
  const asked = new Map<number, number[]>()
  for (const [at, { seed }] of cases.pages.entries()) asked.set(seed, [...(asked.get(seed) ?? []), at])
  const figures = new Map(ways.pages.map(([name]) => [name, cases.pages.map(() => 0)]))
  const inverse = baskets.byItem()
  let work = 0
  for (let item = 0; item < baskets.items; item += 1) {
    const own = asked.get(item) ?? []
    if (own.length === 0 && !kept.wants(item)) continue
    yield* parts.layOut(item, yield* parts.placesOf(item, inverse), EVERYTHING)
    if (kept.wants(item)) kept.keep(item, parts)
    for (const at of own) {
      const one = cases.pages[at]
      if (!one) continue
      for (const [name, page] of ways.pages) {
        const list = figures.get(name)
        if (list) list[at] = pageFigure(baskets, parts, page, sellers, one)
      }
    }
    work += 1
    if (work % LISTS_A_SLICE === 0) yield undefined
  }
  inverse.close()
  parts.loans.close()
  parts.close()
  const carts = yield* askCarts(new Carts(baskets, kept, sellers), cases.carts, ways.carts)
  kept.close()
  return { pages: figures, carts }
}

function* askCarts(
  answers: Carts,
  cases: readonly CartCase[],
  ways: Ways<CartBlend>,
): Generator<undefined, Figures['carts']> {
  const figures = new Map<string, number[]>(ways.map(([name]) => [name, []]))
  for (const [at, one] of cases.entries()) {
    for (const [name, blend] of ways) figures.get(name)?.push(answers.figure(blend, one))
    if (at % CARTS_A_SLICE === 0) yield undefined
  }
  answers.close()
  return figures
}
