import { categoryPath, ITEMS, type Item } from '../catalogue.ts'

/** Demand of each category without companions; invented, but plausible for a small shop. */
const SHELF: Record<string, number> = {
  'Coffee > Beans': 30,
  'Tea > Loose leaf > Black': 9,
  'Tea > Loose leaf > Green': 8,
  'Tea > Loose leaf > Herbal': 8,
  'Brewing > Kettles': 5,
  'Brewing > Coffee makers > Pour-over': 5,
  'Brewing > Coffee makers > Press & moka': 6,
  'Brewing > Filters & parts': 4,
  'Brewing > Iced & cold brew': 7,
  'Brewing > Teapots & infusers': 4,
  'Grinders & scales > Grinders': 4,
  'Grinders & scales > Scales & timers': 3,
  'Care > Cleaning & storage': 4,
  'Tableware > Cups & mugs': 7,
  'Tableware > Serving': 3,
  'Pantry > Sweet & spice': 5,
  'Gifts > Gift boxes & books': 4,
}

/** Seasonal factors by tag, from January. */
const SEASONS: Record<string, readonly number[]> = {
  summer: [0.15, 0.2, 0.3, 0.8, 1.8, 3.2, 3.6, 2.8, 1, 0.4, 0.2, 0.15],
  christmas: [0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.6, 4, 8],
  gift: [0.5, 0.8, 0.7, 0.7, 1, 0.8, 0.6, 0.6, 0.7, 0.9, 1.5, 2],
  winter: [1.8, 1.5, 1, 0.6, 0.3, 0.2, 0.2, 0.2, 0.6, 1.2, 1.8, 2.2],
}

/** Orders of a month relative to the average month, from January. */
export const TRADE: readonly number[] = [0.9, 0.9, 0.9, 0.95, 0.95, 0.9, 0.85, 0.8, 0.95, 1.05, 1.4, 1.8]

/** Items that were added or removed: days before the newest order. A new item has hardly any orders. */
const SOLD_SINCE: Record<string, number> = {
  'burundi-new-crop': 12,
  'torrent-grinder-pro': 150,
  'matcha-sifter': 300,
}
const SOLD_UNTIL: Record<string, number> = { 'classic-glass-press': 150, 'geisha-lot-9': 95, 'grand-mug': 60 }

const shelves = new Map<string, Item[]>()
for (const item of ITEMS) shelves.set(categoryPath(item), [...(shelves.get(categoryPath(item)) ?? []), item])

/** Demand by Zipf's law over the position in the category, so that each has a best seller and a long tail. */
const BASE = new Map(
  ITEMS.map((item) => {
    const shelf = shelves.get(categoryPath(item)) ?? []
    const weights = shelf.map((_, place) => (place + 1) ** -0.9)
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    const own = weights[shelf.indexOf(item)] ?? 0
    const known = item.tags.includes('bestseller') ? 1.4 : 1
    return [item.id, ((SHELF[categoryPath(item)] ?? 1) * own * known) / all]
  }),
)

/** Returns the seasonal factor of an item: 1 in an ordinary month. `month` counts from 0. */
export function season(item: Item, month: number): number {
  return item.tags.reduce((pull, tag) => pull * (SEASONS[tag]?.[month] ?? 1), 1)
}

/** Whether the shop sold the item at that time; `age` in days before the newest order. */
export function wasSold(item: Item, age: number): boolean {
  return age <= (SOLD_SINCE[item.id] ?? Infinity) && age >= (SOLD_UNTIL[item.id] ?? 0)
}

/** Returns the demand of an item without companions. Only ratios of demands have a meaning. */
export function demand(item: Item, month: number, age: number): number {
  return wasSold(item, age) ? (BASE.get(item.id) ?? 0) * season(item, month) : 0
}
