import { firstItems, firstPurchases } from '../../engine/accounts/first-items.ts'
import { ItemShares, itemsOfVisit } from '../../engine/accounts/item-shares.ts'
import type { Ledger } from '../../engine/accounts/ledger.ts'
import { topK } from '../../engine/numbers/top-k.ts'

/** Items named for each family. */
const NAMED = 3

/** Of each opening after a day: 1 when its first purchase contained one of the named items, else 0. */
export type FirstItemHits = { ours: number[]; byShare: number[]; bestSellers: number[] }

/** Tests the items named from what is known before a day: by share and buying again, by share alone, and by simpler ways. */
export function firstItemHits(
  ledger: Ledger,
  day: number,
  horizon: number,
  half_life: number,
): FirstItemHits {
  const openings = firstPurchases(ledger, day, day + horizon)
  const named = firstItems(ledger, day, horizon, half_life).map((items) => items.map(({ item }) => item))
  const shares = new ItemShares(ledger, day, half_life)
  const likely = shares.items.map((items, family) => topK(items, NAMED, (item) => shares.of(item, family)))
  const sold = soldItems(ledger, day, horizon)
  const best = sold.map((counts) => topK([...counts.keys()], NAMED, (item) => counts.get(item) ?? 0))
  return {
    ours: openings.map(({ family, items }) => hit(items, named[family])),
    byShare: openings.map(({ family, items }) => hit(items, likely[family])),
    bestSellers: openings.map(({ family, items }) => hit(items, best[family])),
  }
}

const hit = (items: ReadonlySet<number>, of: readonly number[] = []): number =>
  of.some((item) => items.has(item)) ? 1 : 0

/** Most openings on which items of the accounts that own alike are tested: each compares with all buyers of the family. */
const MAX_PERSONAL = 2_000

/** The same of items that count the accounts most that own the same families, and of items by share, on a sample of the openings. */
export function personalHits(ledger: Ledger, day: number, horizon: number, half_life: number) {
  const all = firstPurchases(ledger, day, day + horizon)
  const step = Math.max(1, Math.ceil(all.length / MAX_PERSONAL))
  const openings = all.filter((_, at) => at % step === 0)
  const personal = personalItems(ledger, day, half_life)
  const shares = new ItemShares(ledger, day, half_life)
  const likely = shares.items.map((items, family) => topK(items, NAMED, (item) => shares.of(item, family)))
  return {
    personal: openings.map(({ account, family, items }) => hit(items, personal(account, family))),
    byShare: openings.map(({ family, items }) => hit(items, likely[family])),
  }
}

/** Accounts that bought each item of each family in the last horizon. */
function soldItems(ledger: Ledger, day: number, horizon: number): Map<number, number>[] {
  const sold = Array.from({ length: ledger.families }, () => new Map<number, number>())
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const items = new Set<number>()
    for (let visit = ledger.visitStarts[cell] ?? 0; visit < (ledger.visitStarts[cell + 1] ?? 0); visit += 1) {
      const then = ledger.visitDays[visit] ?? 0
      if (then >= day - horizon && then < day) for (const item of itemsOfVisit(ledger, visit)) items.add(item)
    }
    const counts = sold[ledger.cellFamilies[cell] ?? 0]
    for (const item of items) counts?.set(item, (counts.get(item) ?? 0) + 1)
  }
  return sold
}

/** As shares of items, where each account counts by the Jaccard index of the families that both own, and 0.05 more. */
function personalItems(ledger: Ledger, day: number, half_life: number) {
  const owned = Array.from({ length: ledger.accounts }, () => new Set<number>())
  const buyers = Array.from(
    { length: ledger.families },
    (): { account: number; items: [number, number][] }[] => [],
  )
  for (let account = 0; account < ledger.accounts; account += 1) {
    const end = ledger.cellStarts[account + 1] ?? 0
    for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
      const items = weightsOf(ledger, cell, day, half_life)
      if (items.size === 0) continue
      const family = ledger.cellFamilies[cell] ?? 0
      owned[account]?.add(family)
      buyers[family]?.push({ account, items: [...items] })
    }
  }
  return (account: number, family: number): number[] => {
    const own = owned[account] ?? new Set<number>()
    const scores = new Map<number, number>()
    for (const buyer of buyers[family] ?? []) {
      const other = owned[buyer.account] ?? new Set<number>()
      let both = 0
      for (const held of own) if (other.has(held)) both += 1
      const alike = 0.05 + both / Math.max(1, own.size + other.size - both)
      for (const [item, weight] of buyer.items) scores.set(item, (scores.get(item) ?? 0) + alike * weight)
    }
    return topK([...scores.keys()], NAMED, (item) => scores.get(item) ?? 0)
  }
}

/** Weight of each item of a cell: its last purchase, and three times the first purchase of the family. */
function weightsOf(ledger: Ledger, cell: number, day: number, half_life: number): Map<number, number> {
  const weights = new Map<number, number>()
  const first = ledger.visitStarts[cell] ?? 0
  for (let visit = first; visit < (ledger.visitStarts[cell + 1] ?? 0); visit += 1) {
    const age = day - (ledger.visitDays[visit] ?? 0)
    if (age <= 0) break
    const weight = (visit === first ? 4 : 1) * 2 ** (-age / half_life)
    for (const item of itemsOfVisit(ledger, visit))
      weights.set(item, Math.max(weight, weights.get(item) ?? 0))
  }
  return weights
}
