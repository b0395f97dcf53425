import { dice } from '../shop/orders/random.ts'

/** What learning meets: lists that are behind the times, lists that are right, and things that are clicked but not kept. */
export const WORLDS = ['can_help', 'cannot_help', 'clicks_mislead'] as const
export type World = (typeof WORLDS)[number]

/** Something that may be taken along. Money in minor units. */
export type Extra = {
  item_id: string
  price: number
  cost: number
  /** What it is like, in three ways that shoppers care for differently. */
  nature: readonly number[]
  /** How much it draws the eye, beyond its worth. */
  glitter: number
  /** Chance that it is sent back. */
  regret: number
}

/** A simulated shop: what its pages are about, what goes along, and how well, now and when its orders were made. */
export type Town = {
  world: World
  seeds: readonly string[]
  extras: readonly Extra[]
  /** By seed and extra: what it adds to the wish for it. */
  fits: readonly (readonly number[])[]
  fitted: readonly (readonly number[])[]
}

const SEEDS = 4
const EXTRAS = 8

/** Builds a town. Tastes are latent: no list and no estimator of ours is of this family. */
export function townOf(world: World, seed: number): Town {
  const { chance, below } = dice(seed)
  const extras = Array.from({ length: EXTRAS }, (_, n): Extra => {
    // Where nothing is left to learn, only the fit tells one from another, and the old orders know it.
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
  // What was bought together says little about today in the first world, and everything in the others.
  const fits = table(world === 'can_help' ? 4 : 3)
  const fitted = world === 'can_help' ? table(0.3) : fits
  return { world, seeds: Array.from({ length: SEEDS }, (_, n) => `seed-${n}`), extras, fits, fitted }
}

/** Orders from before: each of one seed, and of extras by how well they went along then. */
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
