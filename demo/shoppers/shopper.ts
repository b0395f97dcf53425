import { dice } from '../shop/orders/random.ts'
import type { Extra, Town } from './world.ts'

/** A page view of a shopper. */
export type Visit = {
  seed: string
  /** The items of the panel, best first. */
  shown: readonly string[]
  clicked: string[]
  added: string[]
}

/** A shopper's session. */
export type Way = {
  visits: Visit[]
  /** The bought items; may be empty. */
  bought: string[]
  /** The returned items. */
  returned: string[]
  /** Margin of the items that were added from panels and kept, minor units. */
  margin: number
}

/** Returns the list of a page. A random list uses the shopper's own random numbers. */
export type Lists = (seed: string, chance: () => number) => readonly string[]

/** Probability that a shopper looks at the next position of a panel. */
const NEXT_PLACE = 0.8
/** Factor of the shopper's interest for each further panel. */
const BOREDOM = 0.7
const BUYS = 0.6
/** Utility above which an item is clicked, and added. */
const CLICK = 1.2
const TAKE = 2.2

/**
 * Simulates a shopper with latent tastes, a budget, and attention that decreases with positions and pages. All random
 * numbers are drawn in the same order whatever is shown, so two lists are compared on the same shopper.
 */
export function walk(town: Town, seed: number, lists: Lists): Way {
  const { chance, below } = dice(seed)
  const taste = [chance() * 3, chance() * 3, chance() * 3]
  let budget = 1_000 + 3_000 * chance()
  const buys = chance() < BUYS
  const pages = 1 + below(3)
  const whims = town.extras.map(() => -Math.log(-Math.log(Math.min(0.999_999, Math.max(1e-9, chance())))))
  const regrets = town.extras.map(() => chance())
  const way: Way = { visits: [], bought: [], returned: [], margin: 0 }
  const cart = new Map<string, Extra>()
  let seeds: string[] = []
  let interest = 1
  for (let page = 0; page < pages; page += 1) {
    const at = below(town.seeds.length)
    const name = town.seeds[at] ?? ''
    const eyes = Array.from({ length: 8 }, () => chance())
    const shown = lists(name, chance)
    const visit: Visit = { seed: name, shown, clicked: [], added: [] }
    for (const [place, item_id] of shown.entries()) {
      if ((eyes[place] ?? 1) > interest * NEXT_PLACE ** place) continue
      const n = town.extras.findIndex((extra) => extra.item_id === item_id)
      const extra = town.extras[n]
      if (!extra || cart.has(item_id)) continue
      const liked = extra.nature.reduce((sum, part, way) => sum + part * (taste[way] ?? 0), 0)
      const wish = (town.fits[at]?.[n] ?? 0) + liked + (whims[n] ?? 0) - extra.price / 2_000
      if (wish + extra.glitter > CLICK) visit.clicked.push(item_id)
      if (wish + extra.glitter / 2 > TAKE && extra.price <= budget) {
        visit.added.push(item_id)
        cart.set(item_id, extra)
        budget -= extra.price
      }
    }
    interest *= BOREDOM
    seeds = [...seeds, name]
    way.visits.push(visit)
  }
  if (!buys) return way
  way.bought = [...new Set([...seeds.slice(-1), ...cart.keys()])]
  for (const [item_id, extra] of cart) {
    const n = town.extras.indexOf(extra)
    if ((regrets[n] ?? 1) < extra.regret) way.returned.push(item_id)
    else way.margin += extra.price - extra.cost
  }
  return way
}
