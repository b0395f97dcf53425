import { byScore, type Move } from './move.ts'
import { repair } from './repair.ts'
import type { Selection } from './selection.ts'

const MAX_ROUNDS = 8

/**
 * Contacts more customers of the segments that lack some, those first that cost the least reduced value: at first only where they fit, then in
 * place of others who are not needed. What does not bring the minimums nearer is taken back.
 */
export function reachMinimums(selection: Selection): void {
  for (const isForced of [false, true]) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = selection.shortfall
      if (before === 0) return
      const entries = selection.entries.slice()
      for (let limit = selection.limits.firstSegment; limit < selection.used.length; limit += 1) {
        contactMore(selection, limit, isForced)
      }
      if (isForced) repair(selection)
      if (selection.shortfall < before) continue
      selection.restore(entries)
      break
    }
  }
}

function contactMore(selection: Selection, limit: number, isForced: boolean): void {
  const { entries, used, bounds } = selection
  if ((used[limit] ?? 0) <= (bounds[limit] ?? 0)) return
  const moves: Move[] = []
  for (let customer = 0; customer < entries.length; customer += 1) {
    const move = bestMove(selection, customer, limit, isForced)
    if (move) moves.push(move)
  }
  for (const { customer, entry } of moves.sort(byScore)) {
    if ((used[limit] ?? 0) <= (bounds[limit] ?? 0)) return
    const move = isForced ? { entry } : bestMove(selection, customer, limit, isForced)
    if (move) selection.move(customer, move.entry)
  }
}

function bestMove(
  selection: Selection,
  customer: number,
  limit: number,
  isForced: boolean,
): Move | undefined {
  const { rows, entries } = selection
  if ((entries[customer] ?? -1) >= 0) return undefined
  const from = rows.starts[customer] ?? 0
  const to = rows.starts[customer + 1] ?? 0
  if (from === to || selection.changeOf(customer, from, limit) >= 0) return undefined
  let best: Move | undefined
  for (let entry = from; entry < to; entry += 1) {
    const score = selection.reducedOf(customer, entry)
    if ((!best || score > best.score) && (isForced || selection.fits(customer, entry))) {
      best = { customer, entry, score }
    }
  }
  return best
}
