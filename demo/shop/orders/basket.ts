import { findItem, ITEMS, type Item, type Variant } from '../catalogue.ts'
import { TRUE_COMPANIONS } from './companions.ts'
import { demand, season, wasSold } from './demand.ts'
import type { Dice } from './random.ts'

/** What was bought of one variant. */
export type Line = { item: Item; variant: Variant; quantity: number }

/** When a basket is filled: `month` from 0, `age` in days before the newest order. */
export type Moment = { month: number; age: number }

type Wish = { item: Item; strength: number }

const wishes = new Map<string, Wish[]>()
for (const { item_id, related_item_id, strength } of TRUE_COMPANIONS) {
  const item = findItem(related_item_id)
  if (item) wishes.set(item_id, [...(wishes.get(item_id) ?? []), { item, strength }])
}

/** Distinct items of an order, 1 first: mostly one to four, with a tail. */
const SIZES = [0.36, 0.29, 0.17, 0.09, 0.04, 0.025, 0.013, 0.008, 0.004]

/** How often the next item has a reason in the basket, rather than being a whim. */
const HAS_A_REASON = 0.7

/** How often somebody takes a second grinder, kettle or press all the same. */
const SECOND_OF_A_FAMILY = 0.04

/** Families where several together are quite usual. */
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

/** Cups go by two, four or six; much else by one. */
function quantity(dice: Dice, item: Item): number {
  const wanted = item.tags.includes('set')
    ? [1, 1, 2, 2, 4, 6]
    : item.replenish_days > 0
      ? [1, 1, 1, 1, 2, 3]
      : [1]
  return wanted[dice.below(wanted.length)] ?? 1
}

function lines(dice: Dice, item: Item, usual: Variant | undefined): Line[] {
  // The first colour and size sell best; who buys again takes what they took.
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
 * Fills a basket, one item after the other, each with a reason in it or a whim.
 *
 * @param seed  what brought the customer here; undefined for whatever the shop sells then
 * @param usual the variant this customer bought of an item before, if any
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
  // A few tries more than items wanted: a basket may run out of what fits.
  for (let tries = size * 3; held.length < size && tries > 0; tries--) {
    const item = next(dice, held, moment)
    if (item && fits(dice, item, held)) held.push(item)
  }
  return held.flatMap((item) => lines(dice, item, usual(item)))
}
