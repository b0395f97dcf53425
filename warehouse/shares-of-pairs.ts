import { estimateOf } from '../engine/mine/pairs/neighbours.ts'
import { TopKHeap } from '../engine/numbers/top-k-heap.ts'

/** Votes of each companion of an item. */
type Companions = { others: number[]; votes: number[] }

/**
 * The rows of `pairwell_shares`, made of the rows of the statement `pairs`: of each item the companions with most votes, and each one's part of
 * their votes in units of 2⁻²⁴, as the engine has them (engine/mine/pairs/neighbours.ts) when pairs of one order came home, too.
 * @param pairs rows (i, j, co_orders, customers, capped_orders, votes) with i < j
 * @param items number of items @param most companions of an item (`candidatesThatFit`)
 */
export function* sharesOfPairs(
  pairs: Iterable<readonly number[]>,
  items: number,
  most: number,
): Generator<number[]> {
  const rows = Array.from({ length: items }, (): Companions => ({ others: [], votes: [] }))
  const note = (item: number, other: number, votes: number) => {
    rows[item]?.others.push(other)
    rows[item]?.votes.push(votes)
  }
  for (const [i = 0, j = 0, , , , votes = 0] of pairs) {
    note(i, j, votes)
    note(j, i, votes)
  }
  const best = new TopKHeap(most)
  for (const [item, { others, votes }] of rows.entries()) {
    best.clear()
    for (const [at, other] of others.entries()) best.offer(other, votes[at] ?? 0)
    const { numbers, scores } = best.sort()
    const sum = scores.reduce((all, one) => all + one, 0)
    const found = Array.from(numbers, (other, at) => [item, other, estimateOf(scores[at] ?? 0, sum)])
    yield* found.sort(([, a = 0], [, b = 0]) => a - b)
  }
}
