import { dice } from '../../demo/shop/orders/random.ts'

/**
 * What a contact changes. `persuadable`: some customers buy because of it, some buy anyway, and some buy less. `proportional`: it multiplies everybody's
 * odds by the same factor, so that those who buy most are changed most. `alike`: it adds the same probability to everybody.
 */
export const WORLDS = ['persuadable', 'proportional', 'alike'] as const
export type World = (typeof WORLDS)[number]

/** Customers of the campaign that is learned from, and of the one that is planned. */
export const CUSTOMERS = 20_000
/** Numbers that are known of a customer. */
const FEATURES = 6

/** A customer with an offer; money in minor units. */
export type Customer = {
  key: string
  features: number[]
  /** Probability of the purchase without the contact, and with it. */
  without: number
  with: number
  price: number
  margin: number
  incentive: number
}

const chanceOf = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** Customers of a world, the same for the same seed. */
export function customersOf(world: World, seed: number, part: string): Customer[] {
  const { chance } = dice(seed)
  // The sum of twelve uniform numbers is near to normal.
  const normal = () => Array.from({ length: 12 }, chance).reduce((sum, one) => sum + one, -6)
  return Array.from({ length: CUSTOMERS }, (_, at) => {
    const features = Array.from({ length: FEATURES }, normal)
    const [often = 0, lately = 0, open = 0, tired = 0] = features
    const logit = -2.6 + 0.9 * often + 0.5 * lately
    const without = chanceOf(logit)
    const changed = {
      persuadable: () => chanceOf(logit + 1.1 * Math.max(0, open) - 0.8 * Math.max(0, tired - 0.5)),
      proportional: () => chanceOf(logit + 0.45),
      alike: () => Math.min(1, without + 0.03),
    }
    const price = Math.round(2_000 * Math.exp(0.6 * normal()))
    const margin = Math.round(price * (0.2 + 0.4 * chance()))
    return {
      key: `${part}${at}`,
      ...{ features, without, with: changed[world](), price, margin },
      incentive: Math.round(0.05 * price),
    }
  })
}
