import type { PriceBandPair } from '../../vocabulary/price-bands.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import { isInBand } from '../rank/price-bands.ts'

/** Keeps the best items of the narrow price band, and where it holds too few, of the wide one too. */
export class BestInBands {
  private readonly bands: PriceBandPair
  private readonly most: number
  private readonly narrow: TopKHeap
  private readonly wide: TopKHeap

  constructor(bands: PriceBandPair, most: number) {
    this.bands = bands
    this.most = most
    this.narrow = new TopKHeap(most)
    this.wide = new TopKHeap(most)
  }

  clear(): void {
    this.narrow.clear()
    this.wide.clear()
  }

  /** @param difference relative price difference to the seed (engine/rank/price-bands.ts) */
  offer(item: number, difference: number, score: number): void {
    if (isInBand(difference, this.bands.narrow)) this.narrow.offer(item, score)
    else if (isInBand(difference, this.bands.wide)) this.wide.offer(item, score)
  }

  /** The items kept, best first. */
  sort(): { item: number; score: number }[] {
    const [inner = [], outer = []] = [this.narrow, this.wide].map((heap) => {
      const { numbers, scores } = heap.sort()
      return Array.from(numbers, (item, at) => ({ item, score: scores[at] ?? 0 }))
    })
    const room = this.most - this.narrow.size
    return [...inner, ...outer.slice(0, room)].sort((a, b) => b.score - a.score)
  }
}
