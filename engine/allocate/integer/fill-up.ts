import { byScore, type Move } from './move.ts'
import type { Selection } from './selection.ts'

/** Each round fills what the one before has freed. */
const MAX_ROUNDS = 6

/** Gives customers what is worth more and fits, the largest gain of reduced value first, until nothing is left to gain. */
export function fillUp(selection: Selection): void {
  const { rows, entries } = selection
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const moves: Move[] = []
    for (let customer = 0; customer < entries.length; customer += 1) {
      const move = bestMove(selection, customer)
      if (move) moves.push(move)
    }
    for (const { customer } of moves.sort(byScore)) {
      const move = bestMove(selection, customer)
      if (move) selection.move(customer, move.entry)
    }
    if (moves.length === 0 || rows.keys.length === 0) return
  }
}

function bestMove(selection: Selection, customer: number): Move | undefined {
  const { rows, entries } = selection
  const now = entries[customer] ?? -1
  const value = now < 0 ? 0 : (rows.values[now] ?? 0)
  const reduced = selection.reducedOf(customer, now)
  const to = rows.starts[customer + 1] ?? 0
  let best: Move | undefined
  for (let entry = rows.starts[customer] ?? 0; entry < to; entry += 1) {
    if (!((rows.values[entry] ?? 0) > value)) continue
    const score = selection.reducedOf(customer, entry) - reduced
    if ((!best || score > best.score) && selection.fits(customer, entry)) best = { customer, entry, score }
  }
  return best
}
