import { findItem, ITEMS, type Item, type Variant } from '../catalogue.ts'
import { TRUE_COMPANIONS } from './companions.ts'
import { demand, season, wasSold } from './demand.ts'
import type { Dice } from './random.ts'

/** A line of an order. */
export type Line = { item: Item; variant: Variant; quantity: number }

/** The time of a basket: `month` from 0, `age` in days before the newest order. */
export type Moment = { month: number; age: number }

type Wish = { item: Item; strength: number }

const wishes = new Map<string, Wish[]>()
for (const { item_id, related_item_id, strength } of TRUE_COMPANIONS) {
  const item = findItem(related_item_id)
  if (item) wishes.set(item_id, [...(wishes.get(item_id) ?? []), { item, strength }])
}

/** Probabilities of 1, 2, 3 … distinct items in an order. */
const SIZES = [0.36, 0.29, 0.17, 0.09, 0.04, 0.025, 0.013, 0.008, 0.004]

/** Probability that the next item is a companion of an item in the basket. */
const HAS_A_REASON = 0.7

/** Probability that a second item of a family is accepted, such as a second grinder. */
const SECOND_OF_A_FAMILY = 0.04

/** Families of which several items are often bought together. */
const COLLECTED = new Set(['', 'cup', 'mug', 'glass'])

function next(dice: Dice, held: readonly Item[], { month, age }: Moment): Item | undefined {
  if (dice.chance() < HAS_A_REASON) {
    const reason = dice.pick(held, () => 1)
    const wish = dice.pick((reason && wishes.get(reason.id)) ?? [], ({ item, strength }) =>
      wasSold(item, age) ? strength * Math.min(season(item, month), 1) : 0,
    )
    if (wish) return wish.item
  }
  return dice.pick(ITEMS, (item) => demand(item, month, age))
}

function fits(dice: Dice, item: Item, held: readonly Item[]): boolean {
  if (held.includes(item)) return false
  if (COLLECTED.has(item.family) || !held.some(({ family }) => family === item.family)) return true
  return dice.chance() < SECOND_OF_A_FAMILY
}

/** Draws a quantity: two, four or six cups, usually one of other items. */
function quantity(dice: Dice, item: Item): number {
  const wanted = item.tags.includes('set')
    ? [1, 1, 2, 2, 4, 6]
    : item.replenish_days > 0
      ? [1, 1, 1, 1, 2, 3]
      : [1]
  return wanted[dice.below(wanted.length)] ?? 1
}

function lines(dice: Dice, item: Item, usual: Variant | undefined): Line[] {
  // The first colour and size sell best; returning customers take the same variant again.
  const favourite = usual ?? dice.pick(item.variants, (variant) => 1 / (item.variants.indexOf(variant) + 1))
  const variant = favourite ?? item.variants[0]
  const mixed = item.tags.includes('set') && item.variants.length > 1 && dice.chance() < 0.35
  const others = mixed ? item.variants.filter((other) => other !== variant).slice(0, 1 + dice.below(2)) : []
  const count = quantity(dice, item)
  return [variant, ...others].map((one) => ({
    item,
    variant: one,
    quantity: one === variant ? count : Math.max(1, count >> 1),
  }))
}

/**
 * Fills a basket item by item, each a companion of an item in it or an independent choice.
 *
 * @param seed  the item for which the customer came; undefined for a random one
 * @param usual the variant of an item that this customer has bought before, if any
 */
export function fillBasket(
  dice: Dice,
  moment: Moment,
  seed: Item | undefined,
  usual: (item: Item) => Variant | undefined,
): Line[] {
  const first = seed ?? dice.pick(ITEMS, (item) => demand(item, moment.month, moment.age))
  if (!first) return []
  const held: Item[] = [first]
  const size = 1 + (dice.pick([...SIZES.keys()], (index) => SIZES[index] ?? 0) ?? 0)
  // A limited number of tries, because there may not be enough fitting items.
  for (let tries = size * 3; held.length < size && tries > 0; tries--) {
    const item = next(dice, held, moment)
    if (item && fits(dice, item, held)) held.push(item)
  }
  return held.flatMap((item) => lines(dice, item, usual(item)))
}
