import { walk } from '../demo/shoppers/shopper.ts'
import { type Town, townOf, WORLDS } from '../demo/shoppers/world.ts'
import { inversePropensity, type Logged } from '../engine/measure/off-policy.ts'
import { normalQuantile } from '../engine/numbers/normal.ts'
import { CARDS, EXPLORE, explored, withShops } from './learning/shop.ts'

const SEEDS = Number(process.env.LEARNING_SEEDS ?? 6)
const VISITORS = Number(process.env.LEARNING_VISITORS ?? 2_500)
/** Shoppers who evaluate both lists afterwards. */
const JUDGES = 20_000

type Lists = ReadonlyMap<string, readonly string[]>
type Run = {
  frozen: number
  learned: number
  offline: { value: number; low: number; high: number }
  online: number
}

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
const error = (list: readonly number[]) => {
  const middle = mean(list)
  return Math.sqrt(list.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (list.length - 1) / list.length)
}

/** Returns the margin per visitor if all visitors see these lists. */
const marginOf = (town: Town, lists: Lists, first: number): number =>
  mean(
    Array.from(
      { length: JUDGES },
      (_, n) => walk(town, first + n, (seed) => (lists.get(seed) ?? []).slice(0, CARDS)).margin,
    ),
  )

/** Returns the clicks on a shopper's first page: estimated from exploration of the old lists, and real for the new ones. */
function offlineOf(town: Town, old: Lists, fresh: Lists, first: number) {
  const pages: Logged[][] = []
  const online: number[] = []
  for (let n = 0; n < VISITORS; n += 1) {
    const drawn = walk(town, first + n, (seed, chance) => explored(old.get(seed) ?? [], chance))
    for (const { seed, shown, clicked } of drawn.visits.slice(0, 1)) {
      const list = old.get(seed) ?? []
      const cards = shown.map((item_id, place): Logged => {
        const logged = (list[place] === item_id ? 1 - EXPLORE : 0) + EXPLORE / list.length
        const other = fresh.get(seed)?.[place] === item_id ? 1 : 0
        return { logged, other, reward: Number(clicked.includes(item_id)) }
      })
      pages.push(cards)
    }
    const live = walk(town, first + n, (seed) => (fresh.get(seed) ?? []).slice(0, CARDS))
    for (const { clicked } of live.visits.slice(0, 1)) online.push(clicked.length)
  }
  return { offline: inversePropensity(pages), online: mean(online) }
}

const runs = await withShops(async (openShop) => {
  const found = new Map<string, Run[]>()
  for (const world of WORLDS) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const town = townOf(world, seed)
      const shop = await openShop(town, seed)
      const before = await shop.lists()
      const first = seed * 1_000_000
      await shop.week(first, VISITORS)
      await shop.night()
      const after = await shop.lists()
      const judged = first + 500_000
      const run = {
        frozen: marginOf(town, before, judged),
        learned: marginOf(town, after, judged),
        ...offlineOf(town, before, after, first),
      }
      found.set(world, [...(found.get(world) ?? []), run])
    }
  }
  return found
})

console.log(`Simulated shoppers (latent tastes, a budget, attention that decreases by position and page, returns) use a running Worker for a week: ${VISITORS.toLocaleString('en')}per shop, ${SEEDS} shops per world, seeds 1 … ${SEEDS}. On a quarter of the pages the cards are drawn. Then the nightly job learns, and ${JUDGES.toLocaleString('en')} new shoppers see the old and the new lists. Margin per visitor of items that are added and kept, minor units.

| world | frozen lists | learned | gain | 95 % interval | lowest of 90 % | off-policy interval contains the online clicks |
|---|---|---|---|---|---|---|`)
for (const [world, list] of runs) {
  const gains = list.map(({ frozen, learned }) => learned / frozen - 1)
  const [middle, off] = [mean(gains), error(gains)]
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  const reach = normalQuantile(0.975) * off
  const held = list.filter(({ offline, online }) => offline.low <= online && online <= offline.high).length
  console.log(
    `| ${world} | ${mean(list.map(({ frozen }) => frozen)).toFixed(1)} | ${mean(list.map(({ learned }) => learned)).toFixed(1)} | ${percent(middle)} | ${percent(middle - reach)} … ${percent(middle + reach)} | ${percent(middle - normalQuantile(0.95) * off)} | ${held} of ${list.length} |`,
  )
}
