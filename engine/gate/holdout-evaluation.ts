import { hash32 } from '../numbers/hash.ts'
import { ndcg } from '../numbers/ndcg.ts'

/** Places of an answer that count. */
export const PLACES = 10
/** Items of one order that are asked as a page in turn, and most items of its cart: their lists are read one by one. */
const SEEDS = 3
const MAX_IN_CART = 5

/** What one holdout order asks of a model: its items are one another's targets. */
export type HoldoutQuestion = {
  seeds: readonly number[]
  cart: readonly number[]
  target: number
  items: readonly number[]
}

/** A model that predicts companions, best first, of an item and of a cart. */
export type Predictor = {
  page(seed: number): readonly number[]
  cart(items: readonly number[]): readonly number[]
}

/**
 * The questions of orders that neither model has learned from, drawn by hash, so they are the same each time.
 * @param orders items of each, two or more
 */
export function holdoutQuestions(orders: readonly (readonly number[])[]): HoldoutQuestion[] {
  return orders.map((items, at) => {
    const drawn = [...items].sort((a, b) => hash32(`${at} ${a}`) - hash32(`${at} ${b}`) || a - b)
    const [target = 0, ...others] = drawn
    return { seeds: drawn.slice(0, SEEDS), cart: others.slice(0, MAX_IN_CART), target, items }
  })
}

/** The mean of one metric over all questions, of the new model and of the live one, and how certain the difference is. */
export type PairedMetric = {
  cases: number
  fresh: number
  live: number
  difference: number
  standard_error: number
}

/** nDCG@10 of pages and HR@10 of carts of two models on the same questions; differences are paired by order. */
export function evaluateHoldout(
  questions: readonly HoldoutQuestion[],
  fresh: Predictor,
  live: Predictor,
): { page: PairedMetric; cart: PairedMetric } {
  const pageMetric = (model: Predictor, { seeds, items }: HoldoutQuestion): number => {
    const gains = seeds.map((seed) =>
      ndcg(model.page(seed), new Set(items.filter((item) => item !== seed)), PLACES),
    )
    return gains.reduce((sum, gain) => sum + gain, 0) / Math.max(1, seeds.length)
  }
  const cartMetric = (model: Predictor, { cart, target }: HoldoutQuestion): number =>
    model.cart(cart).slice(0, PLACES).includes(target) ? 1 : 0
  const pairsOf = (metric: typeof pageMetric) =>
    questions.map((question) => [metric(fresh, question), metric(live, question)] as const)
  const pages = questions.reduce((sum, { seeds }) => sum + seeds.length, 0)
  return { page: paired(pairsOf(pageMetric), pages), cart: paired(pairsOf(cartMetric), questions.length) }
}

/** @param figures of the new and of the live model, one pair an order */
function paired(figures: readonly (readonly [number, number])[], cases: number): PairedMetric {
  const mean = (of: (pair: readonly [number, number]) => number) =>
    figures.reduce((sum, pair) => sum + of(pair), 0) / Math.max(1, figures.length)
  const difference = mean(([fresh, live]) => fresh - live)
  const variance = mean(([fresh, live]) => (fresh - live - difference) ** 2)
  return {
    cases,
    fresh: mean(([fresh]) => fresh),
    live: mean(([, live]) => live),
    difference,
    standard_error: Math.sqrt(variance / Math.max(1, figures.length - 1)),
  }
}

/** Standard errors by which a new model may be worse. */
const MAX_STANDARD_ERRORS = 2

/** Why a model is refused for its accuracy; [] when it is not. */
export function accuracyFaults({ page, cart }: { page: PairedMetric; cart: PairedMetric }): string[] {
  const isWorse = ({ difference, standard_error }: PairedMetric) =>
    difference < -MAX_STANDARD_ERRORS * standard_error
  return [...(isWorse(page) ? ['less_accurate_page'] : []), ...(isWorse(cart) ? ['less_accurate_cart'] : [])]
}
