import { byScore, type Move } from './move.ts'
import type { Selection } from './selection.ts'

/**
 * Takes back contacts until no hard limit is exceeded, those first that lose the least reduced value for what they free: a customer gets the best
 * other option, or nothing. No other limit gets exceeded by it. Contacts that a minimum needs are kept if that is possible.
 * @param isWhole whether what is freed beyond the excess counts too: then a few large contacts are taken back, otherwise many small ones
 */
export function repair(selection: Selection, isWhole = true): void {
  const { used, bounds, limits } = selection
  for (let limit = 0; limit < limits.firstSegment; limit += 1) {
    for (const mayTakeNeeded of [false, true]) {
      if ((used[limit] ?? 0) > (bounds[limit] ?? 0)) lower(selection, limit, mayTakeNeeded, isWhole)
    }
  }
}

function lower(selection: Selection, limit: number, mayTakeNeeded: boolean, isWhole: boolean): void {
  const { rows, used, bounds } = selection
  const excess = (used[limit] ?? 0) - (bounds[limit] ?? 0)
  const counted = isWhole ? Number.POSITIVE_INFINITY : excess
  const moves: Move[] = []
  for (let customer = 0; customer < rows.keys.length; customer += 1) {
    const move = bestMove(selection, customer, limit, mayTakeNeeded, counted)
    if (move) moves.push(move)
  }
  for (const { customer } of moves.sort(byScore)) {
    if ((used[limit] ?? 0) <= (bounds[limit] ?? 0)) return
    // Limits have been filled since the moves were sorted.
    const move = bestMove(selection, customer, limit, mayTakeNeeded, counted)
    if (move) selection.move(customer, move.entry)
  }
}

/** The move of a customer that frees some of a limit for the least reduced value of each unit. */
function bestMove(
  selection: Selection,
  customer: number,
  limit: number,
  mayTakeNeeded: boolean,
  counted: number,
): Move | undefined {
  const { rows, entries } = selection
  const now = entries[customer] ?? -1
  if (now < 0 || selection.changeOf(customer, -1, limit) >= 0) return undefined
  const reduced = selection.reducedOf(customer, now)
  const to = rows.starts[customer + 1] ?? 0
  let best: Move | undefined
  const consider = (entry: number) => {
    const freed = -selection.changeOf(customer, entry, limit)
    if (freed <= 0) return
    const score = (selection.reducedOf(customer, entry) - reduced) / Math.min(freed, counted)
    if ((!best || score > best.score) && selection.fits(customer, entry)) best = { customer, entry, score }
  }
  for (let entry = rows.starts[customer] ?? 0; entry < to; entry += 1) consider(entry)
  if (mayTakeNeeded || !selection.isNeeded(customer)) consider(-1)
  return best
}
