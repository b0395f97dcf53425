import type { Arena } from '../data/arena.ts'
import { sixDigits } from '../numbers/round.ts'
import type { Numbers } from '../numbers/typed-array.ts'

/** Largest number of customers that is stored. */
const MAX_CUSTOMERS = 65_535
/** Factor by which a score is lower than the one before it, at least. */
const DESCENT = 0.9999

/** One item of a short ranked list, with the customers who switched to it. */
export type Ranked = { item: number; score: number; switches: number }

/** A short ranked list for every item: 8 bytes an entry for up to 65,536 items. */
export class RankedRows {
  private readonly stride: number
  private readonly lengths: Uint8Array
  private readonly owners: Uint32Array
  private readonly items: Numbers
  private readonly scores: Float32Array
  private readonly switches: Uint16Array

  /** @param stride most entries of a list */
  constructor(items: number, stride: number, arena: Arena) {
    this.stride = stride
    this.lengths = arena.uint8(items)
    this.owners = arena.uint32(items)
    this.items = arena.numbersBelow(items, items * stride)
    this.scores = arena.float32(items * stride)
    this.switches = arena.uint16(items * stride)
  }

  /** @param owners customers who bought the item @param ranked best first, at most `stride` */
  set(row: number, owners: number, ranked: readonly Ranked[]): void {
    this.lengths[row] = ranked.length
    this.owners[row] = owners
    for (const [place, { item, score, switches }] of ranked.entries()) {
      const at = row * this.stride + place
      this.items[at] = item
      this.scores[at] = score
      this.switches[at] = Math.min(MAX_CUSTOMERS, switches)
    }
  }

  of(row: number): (Ranked & { owners: number })[] {
    return Array.from({ length: this.lengths[row] ?? 0 }, (_, place) => {
      const at = row * this.stride + place
      return {
        item: this.items[at] ?? 0,
        score: sixDigits(this.scores[at] ?? 0),
        switches: this.switches[at] ?? 0,
        owners: this.owners[row] ?? 0,
      }
    })
  }
}

/** The same items with scores that strictly descend in their order, so that sorting by score keeps it. */
export function strictlyDescending<One extends { score: number }>(ranked: readonly One[]): One[] {
  const scores = ranked.map(({ score }) => score).sort((a, b) => b - a)
  let last = Number.POSITIVE_INFINITY
  return ranked.map((one, place) => {
    last = Math.min(scores[place] ?? 0, last * DESCENT)
    return { ...one, score: sixDigits(last) }
  })
}
