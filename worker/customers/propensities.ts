import { codesOf, decoded } from '../../engine/choice/probability-codes.ts'
import type { Reason } from '../../schema/customers/propensities.ts'
import { DAY } from '../../vocabulary/time.ts'
import { readPropensityRow } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import { WINDOW_DAYS } from './model.ts'
import { readReason } from './stored-reasons.ts'

/** A family with the probability that the person buys it within the window; reasons and an item for the likeliest five only. */
export type Propensity = { family: string; p: number; item_id: string | null; reasons: Reason[] }

/** What a person is likely to buy. */
export type PersonPropensities = {
  /** UTC milliseconds; null for somebody who is not scored. */
  scored_at: number | null
  window_days: number
  /** Probability of any purchase in the window; null for somebody who is not scored. */
  buys: number | null
  /** All families, most likely first; of equal ones the more popular first. */
  families: Propensity[]
  /** The likeliest items of the next purchase, most likely first. */
  items: string[]
}

/** Reads a person's row in one statement. @param person any key of the person */
export async function readPersonPropensities(store: Store, person: string): Promise<PersonPropensities> {
  const found = await readPropensityRow(store, person)
  if (!found) return { scored_at: null, window_days: WINDOW_DAYS, buys: null, families: [], items: [] }
  const { row, families, window_days } = found
  const best = new Map(row.best.map(([family, item_id, reasons]) => [family, { item_id, reasons }]))
  const all = codesOf(row.codes).map((code, number): Propensity => {
    const told = best.get(number)
    return {
      family: families[number] ?? '',
      p: decoded(code),
      item_id: told?.item_id || null,
      reasons: (told?.reasons ?? []).flatMap((reason) => readReason(reason, families) ?? []),
    }
  })
  return {
    scored_at: row.day * DAY,
    window_days,
    buys: row.buys,
    // Families are numbered by their purchases, so a stable sort leaves the more popular first.
    families: all.sort((a, b) => b.p - a.p),
    items: row.items,
  }
}

/** The families with the probability that the person buys them within the window, most likely first; empty for somebody who is not scored. */
export async function readPropensities(store: Store, person: string): Promise<Propensity[]> {
  return (await readPersonPropensities(store, person)).families
}
