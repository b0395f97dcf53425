import { dice } from '../shop/orders/random.ts'
import type { Extra, Town } from './world.ts'

/** One page that a shopper looks at. */
export type Visit = {
  seed: string
  /** What stood in the panel, best first. */
  shown: readonly string[]
  clicked: string[]
  added: string[]
}

/** A shopper's way through the shop. */
export type Way = {
  visits: Visit[]
  /** What was bought; empty when nothing was. */
  bought: string[]
  /** And what was sent back. */
  returned: string[]
  /** Of what was taken along and kept, minor units. */
  margin: number
}

/** A list for a page: whoever draws it may look at the shopper's own chance. */
export type Lists = (seed: string, chance: () => number) => readonly string[]

/** Chance that the next place of a panel is looked at after the one before. */
const NEXT_PLACE = 0.8
/** What interest is left after each further panel. */
const BOREDOM = 0.7
const BUYS = 0.6
/** Wish beyond which something is clicked, and taken. */
const CLICK = 1.2
const TAKE = 2.2

/**
 * Sends a shopper through the shop: latent tastes, a budget, eyes that tire place by place and page by page. All chances are
 * the shopper's own, drawn in the same order whatever is shown: so two lists meet the same person.
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
