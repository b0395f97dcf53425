import { Purchases } from '../../engine/choice/purchases.ts'
import { hash32 } from '../../engine/numbers/hash.ts'

/** Families of goods, each with one offer. */
export const FAMILIES = 10
const CUSTOMERS = 3_000
/** Days of purchases before the first decision. */
export const HISTORY_DAYS = 360

/**
 * How customers differ. `tastes`: each has families that they like, and accepts offers of these. `alike`: everybody accepts an offer with
 * the same probability, which differs by offer. `flat`: all offers are accepted alike and bring the same.
 */
export const WORLDS = ['tastes', 'alike', 'flat'] as const
export type World = (typeof WORLDS)[number]

/** A simulated shop: its customers' purchases, what each offer brings (minor units), and who would accept what. */
export type DecisionTown = {
  purchases: Purchases
  margins: number[]
  /** How often each family was bought. */
  sales: number[]
  customers: number
  /** Probability that a customer accepts an offer that reaches them. */
  accepts(customer: number, family: number): number
}

/** A uniform number, 0 ≤ x < 1, that is the same for the same words. */
export const uniform = (...words: (string | number)[]): number => hash32(words.join(' ')) / 2 ** 32

/** Mean acceptance of all offers, about what e-mails with offers have. */
const MEAN = 0.06

/** Weights that add up to 1, from a few large ones to many small ones. @param spread larger ones differ more */
function weights(spread: number, ...words: (string | number)[]): number[] {
  const raw = Array.from({ length: FAMILIES }, (_, family) =>
    Math.exp(spread * normal(uniform(...words, family, 'a'), uniform(...words, family, 'b'))),
  )
  const sum = raw.reduce((all, one) => all + one, 0)
  return raw.map((one) => one / sum)
}

/** Box and Muller. */
const normal = (a: number, b: number): number => Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b)

export function decisionTown(world: World, seed: number): DecisionTown {
  const common = weights(world === 'flat' ? 0 : 0.8, world, seed, 'common')
  const margins = Array.from({ length: FAMILIES }, (_, family) =>
    world === 'flat' ? 1_000 : Math.round(200 * 15 ** uniform(world, seed, 'margin', family)),
  )
  const tastes = Array.from({ length: CUSTOMERS }, (_, customer) => {
    const own = weights(world === 'tastes' ? 1.6 : 0, world, seed, 'taste', customer)
    const mixed = own.map((one, family) => one * (common[family] ?? 0))
    const sum = mixed.reduce((all, one) => all + one, 0)
    return mixed.map((one) => one / sum)
  })
  const purchases = new Purchases()
  const sales = new Array<number>(FAMILIES).fill(0)
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    const gap = 15 * 12 ** uniform(seed, 'gap', customer)
    const days: number[] = []
    for (let day = gap * uniform(seed, 'first', customer); day < HISTORY_DAYS; ) {
      days.push(Math.floor(day))
      day += Math.max(1, -gap * Math.log(1 - uniform(seed, 'gap', customer, days.length)))
    }
    const chosen = [...new Set(days)].map((day) => {
      const family = drawn(tastes[customer] ?? [], uniform(seed, 'choice', customer, day))
      sales[family] = (sales[family] ?? 0) + 1
      return { day, families: [family], brands: [0], paid: 1_000, log_price: null }
    })
    purchases.add(chosen)
  }
  const accepts = (customer: number, family: number): number => {
    const like = tastes[customer]?.[family] ?? 0
    return Math.min(0.6, MEAN * FAMILIES * (world === 'flat' ? 1 / FAMILIES : like))
  }
  return { purchases, margins, sales, customers: CUSTOMERS, accepts }
}

function drawn(chances: readonly number[], x: number): number {
  let left = x
  const at = chances.findIndex((chance) => {
    left -= chance
    return left < 0
  })
  return at === -1 ? chances.length - 1 : at
}
