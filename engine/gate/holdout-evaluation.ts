import { hash32 } from '../numbers/hash.ts'
import { ndcg } from '../numbers/ndcg.ts'

/** Places of an answer that count. */
export const FORETOLD = 10
/** Items of one order that stand on a page in turn, and that lie in the cart at most: their lists are read one by one. */
const SEEDS = 3
const IN_CART = 5

/** What one order asks of a model: its items are one another's targets. */
export type Question = {
  seeds: readonly number[]
  cart: readonly number[]
  target: number
  items: readonly number[]
}

/** What a model answers, best first: the companions of an item, and of a cart. */
export type Foreteller = {
  page(seed: number): readonly number[]
  cart(items: readonly number[]): readonly number[]
}

/**
 * The questions of orders that the models have not seen, drawn by hash: the same each time.
 * @param orders items of each, two or more
 */
export function questionsOf(orders: readonly (readonly number[])[]): Question[] {
  return orders.map((items, at) => {
    const drawn = [...items].sort((a, b) => hash32(`${at} ${a}`) - hash32(`${at} ${b}`) || a - b)
    const [target = 0, ...others] = drawn
    return { seeds: drawn.slice(0, SEEDS), cart: others.slice(0, IN_CART), target, items }
  })
}

/** The mean of one figure over all questions, of the new model and of the live one, and how sure the difference is. */
export type Compared = {
  cases: number
  fresh: number
  live: number
  difference: number
  standard_error: number
}

/** nDCG@10 of the page and HR@10 of the cart of two models on the same questions; differences are paired by order. */
export function compare(
  questions: readonly Question[],
  fresh: Foreteller,
  live: Foreteller,
): { page: Compared; cart: Compared } {
  const pageOf = (model: Foreteller, { seeds, items }: Question): number => {
    const gains = seeds.map((seed) =>
      ndcg(model.page(seed), new Set(items.filter((item) => item !== seed)), FORETOLD),
    )
    return gains.reduce((sum, gain) => sum + gain, 0) / Math.max(1, seeds.length)
  }
  const cartOf = (model: Foreteller, { cart, target }: Question): number =>
    model.cart(cart).slice(0, FORETOLD).includes(target) ? 1 : 0
  const cases = questions.reduce((sum, { seeds }) => sum + seeds.length, 0)
  return {
    page: paired(
      questions.map((question) => [pageOf(fresh, question), pageOf(live, question)]),
      cases,
    ),
    cart: paired(
      questions.map((question) => [cartOf(fresh, question), cartOf(live, question)]),
      questions.length,
    ),
  }
}

/** @param figures of the new and of the live model, one pair an order */
function paired(figures: readonly (readonly [number, number])[], cases: number): Compared {
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
const MOST_ERRORS = 2

/** Why a model is refused for what it foretells; [] when it is not. */
export function faultsOfForetelling({ page, cart }: { page: Compared; cart: Compared }): string[] {
  const worse = ({ difference, standard_error }: Compared) => difference < -MOST_ERRORS * standard_error
  return [...(worse(page) ? ['foretells_less_page'] : []), ...(worse(cart) ? ['foretells_less_cart'] : [])]
}
