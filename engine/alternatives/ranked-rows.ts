import { sixDigits } from '../numbers/round.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'

/** More customers than this count as so many. */
const MOST_CUSTOMERS = 65_535

/** How far a score falls at least from one item to the next. */
const JUST_BELOW = 0.9999

/** One item of a short ranked list, with the customers behind it. */
export type Ranked = { item: number; score: number; switches: number }

/** A short ranked list for every item, kept small: 8 bytes an entry for up to 65,536 items. */
export class Shelf {
  private readonly stride: number
  private readonly lengths: Uint8Array
  private readonly owners: Uint32Array
  private readonly items: Numbers
  private readonly scores: Float32Array
  private readonly switches: Uint16Array

  constructor(items: number, stride: number) {
    this.stride = stride
    this.lengths = new Uint8Array(items)
    this.owners = new Uint32Array(items)
    this.items = numbersBelow(items, items * stride)
    this.scores = new Float32Array(items * stride)
    this.switches = new Uint16Array(items * stride)
  }

  /** @param ranked best first, at most `stride` */
  set(of: number, owners: number, ranked: readonly Ranked[]): void {
    this.lengths[of] = ranked.length
    this.owners[of] = owners
    for (const [place, { item, score, switches }] of ranked.entries()) {
      const at = of * this.stride + place
      this.items[at] = item
      this.scores[at] = score
      this.switches[at] = Math.min(MOST_CUSTOMERS, switches)
    }
  }

  of(of: number): (Ranked & { owners: number })[] {
    return Array.from({ length: this.lengths[of] ?? 0 }, (_, place) => {
      const at = of * this.stride + place
      return {
        item: this.items[at] ?? 0,
        score: sixDigits(this.scores[at] ?? 0),
        switches: this.switches[at] ?? 0,
        owners: this.owners[of] ?? 0,
      }
    })
  }

  arrays() {
    return [this.lengths, this.owners, this.items, this.scores, this.switches]
  }
}

/** The same scores, dealt out anew so that they fall from item to item: whoever sorts by them gets this order. */
export function falling<One extends { score: number }>(ranked: readonly One[]): One[] {
  const scores = ranked.map(({ score }) => score).sort((a, b) => b - a)
  let last = Number.POSITIVE_INFINITY
  return ranked.map((one, place) => {
    last = Math.min(scores[place] ?? 0, last * JUST_BELOW)
    return { ...one, score: sixDigits(last) }
  })
}
