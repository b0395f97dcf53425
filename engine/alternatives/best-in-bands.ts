import { Best } from '../numbers/top-k-heap.ts'

/** From one step of price to another, both included: 0.1 is a tenth dearer. */
export type Band = readonly [from: number, to: number]
/** The narrow band is shown; the wide one where that has too few. */
export type Bands = { narrow: Band; wide: Band }
/** A merchant may choose others. */
export type BandSettings = { upgrade: Bands; downgrade: Bands }
export const DEFAULT_BANDS: BandSettings = {
  upgrade: { narrow: [0.1, 0.6], wide: [0.05, 1] },
  downgrade: { narrow: [-0.4, -0.1], wide: [-0.6, -0.05] },
}

/** How much dearer the second price is, rounded: else 160 would not lie within 60 % of 100. @param own > 0 */
export const stepTo = (own: number, price: number): number => Math.round(1e6 * (price / own - 1)) / 1e6

export const within = (step: number, band: Band): boolean => step >= band[0] && step <= band[1]

/** Keeps the best of the narrow band, and where that has few, of the wide one too. */
export class BestInBands {
  private readonly bands: Bands
  private readonly most: number
  private readonly narrow: Best
  private readonly wide: Best

  constructor(bands: Bands, most: number) {
    this.bands = bands
    this.most = most
    this.narrow = new Best(most)
    this.wide = new Best(most)
  }

  clear(): void {
    this.narrow.clear()
    this.wide.clear()
  }

  offer(item: number, step: number, score: number): void {
    if (within(step, this.bands.narrow)) this.narrow.offer(item, score)
    else if (within(step, this.bands.wide)) this.wide.offer(item, score)
  }

  /** What was kept, best first. */
  sort(): { item: number; score: number }[] {
    const [inner, outer] = [this.narrow, this.wide].map((best) => {
      const { numbers, scores } = best.sort()
      return Array.from(numbers, (item, at) => ({ item, score: scores[at] ?? 0 }))
    })
    const room = this.most - this.narrow.size
    return [...(inner ?? []), ...(outer ?? []).slice(0, room)].sort((a, b) => b.score - a.score)
  }
}
