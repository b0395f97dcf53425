import { dice } from '../shop/orders/random.ts'

/** Kinds of shops for learning: outdated lists, correct lists, and items that are clicked but not kept. */
export const WORLDS = ['can_help', 'cannot_help', 'clicks_mislead'] as const
export type World = (typeof WORLDS)[number]

/** An item that may be suggested. Prices in minor units. */
export type Extra = {
  item_id: string
  price: number
  cost: number
  /** Three latent properties, which shoppers weigh differently. */
  nature: readonly number[]
  /** How eye-catching it is, independently of its utility. */
  glitter: number
  /** Probability that it is returned. */
  regret: number
}

/** A simulated shop: seeds, suggested items, and how well they fit, today and at the time of the old orders. */
export type Town = {
  world: World
  seeds: readonly string[]
  extras: readonly Extra[]
  /** Added utility, by seed and extra. */
  fits: readonly (readonly number[])[]
  fitted: readonly (readonly number[])[]
}

const SEEDS = 4
const EXTRAS = 8

/** Creates a simulated shop. Tastes are latent: no list or estimator of Pairwell assumes this model. */
export function townOf(world: World, seed: number): Town {
  const { chance, below } = dice(seed)
  const extras = Array.from({ length: EXTRAS }, (_, n): Extra => {
    // Where nothing is left to learn, items differ only in their fit, which the old orders show.
    const alike = world === 'cannot_help'
    const price = alike ? 1_000 : 600 + below(1_400)
    const glitters = world === 'clicks_mislead' && n % 3 === 0
    return {
      item_id: `extra-${n}`,
      price,
      cost: alike ? 500 : Math.round(price * (0.4 + 0.2 * chance())),
      nature: [0, 0, 0].map((even) => (alike ? even : chance() - 0.5)),
      glitter: glitters ? 2.5 : 0,
      regret: glitters ? 0.5 : 0.05,
    }
  })
  const table = (spread: number) =>
    Array.from({ length: SEEDS }, () => Array.from({ length: EXTRAS }, () => (chance() - 0.5) * spread))
  // In the first world old orders say little about today, in the others everything.
  const fits = table(world === 'can_help' ? 4 : 3)
  const fitted = world === 'can_help' ? table(0.3) : fits
  return { world, seeds: Array.from({ length: SEEDS }, (_, n) => `seed-${n}`), extras, fits, fitted }
}

/** Generates old orders: each has one seed, and extras by their fit at that time. */
export function historyOf({ seeds, extras, fitted }: Town, seed: number, orders: number): string[][] {
  const { below, pick } = dice(seed + 7_000_000)
  return Array.from({ length: orders }, () => {
    const at = below(seeds.length)
    const weight = (_: Extra, n: number) => Math.exp(fitted[at]?.[n] ?? 0)
    const taken = Array.from({ length: 1 + below(2) }, () => {
      const numbers = extras.map((_one, n) => n)
      const n = pick(numbers, (one) => weight(extras[one] as Extra, one)) ?? 0
      return extras[n]?.item_id ?? ''
    })
    return [seeds[at] ?? '', ...new Set(taken)]
  })
}
