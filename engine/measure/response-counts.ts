import { factorOf, MIN_DATA, type Responses } from './learned-factor.ts'

/** Positions that are counted separately; later positions are counted with the last of these. */
const POSITIONS = 8

/** How one buyer responded to one suggestion: its best position, and whether it was added and kept. */
export type BuyerResponse = {
  placement: string
  seed_item_id: string
  item_id: string
  /** Position in the panel, from 0. */
  index: number
  kept: boolean
  /** Day of the confirming order, in days since 1970-01-01. */
  day: number
  /** The group of addresses that the buyer came from; '' if it is not known. */
  network: string
}

/** Buyers of one group of addresses that count for a suggestion: more of them may be one person. */
const MAX_PER_NETWORK = 5

type Tally = {
  response: BuyerResponse
  networks: Map<string, number>
  visitors: number
  kept: number
  days: Set<number>
  seen: Float64Array
}

const freshTally = (response: BuyerResponse): Tally => ({
  ...{ response, visitors: 0, kept: 0 },
  networks: new Map(),
  days: new Set(),
  seen: new Float64Array(POSITIONS),
})

/** A suggestion with its responses and the factor for its score. */
export type LearnedFactor = Responses &
  Pick<BuyerResponse, 'placement' | 'seed_item_id' | 'item_id'> & { factor: number }

/**
 * Counts responses of buyers, each confirmed by an order that was sent with the secret key. The expected rate of a suggestion
 * is the average rate of the positions in which it was shown: this corrects for position bias.
 */
export class ResponseCounts {
  private readonly tallies = new Map<string, Tally>()
  private readonly positions = new Map<string, { seen: Float64Array; kept: Float64Array }>()

  /** @param response one for each pair of a buyer and a suggestion */
  add(response: BuyerResponse): void {
    const { placement, seed_item_id, item_id, index, kept, day, network } = response
    const key = JSON.stringify([placement, seed_item_id, item_id])
    const tally = this.tallies.get(key) ?? freshTally(response)
    const neighbours = tally.networks.get(network) ?? 0
    if (network !== '' && neighbours >= MAX_PER_NETWORK) return
    tally.networks.set(network, neighbours + 1)
    this.tallies.set(key, tally)
    const at = Math.min(index, POSITIONS - 1)
    const place = this.positions.get(placement) ?? {
      seen: new Float64Array(POSITIONS),
      kept: new Float64Array(POSITIONS),
    }
    this.positions.set(placement, place)
    place.seen[at] = (place.seen[at] ?? 0) + 1
    if (kept) place.kept[at] = (place.kept[at] ?? 0) + 1
    tally.visitors += 1
    tally.kept += kept ? 1 : 0
    tally.days.add(day)
    tally.seen[at] = (tally.seen[at] ?? 0) + 1
  }

  /** Suggestions with enough buyers and days, ordered by placement, seed and item. */
  learnedFactors(): LearnedFactor[] {
    const enough = [...this.tallies.values()].filter(
      ({ visitors, days }) => visitors >= MIN_DATA.visitors && days.size >= MIN_DATA.days,
    )
    const learned = enough.map(({ response, visitors, kept, days, seen }) => {
      const { placement, seed_item_id, item_id } = response
      const responses = { visitors, kept, days: days.size }
      const expected = this.expected(placement, seen) / visitors
      return { placement, seed_item_id, item_id, ...responses, factor: factorOf(responses, expected) }
    })
    const name = ({ placement, seed_item_id, item_id }: LearnedFactor) =>
      JSON.stringify([placement, seed_item_id, item_id])
    return learned.sort((a, b) => (name(a) < name(b) ? -1 : 1))
  }

  /** Expected number of buyers who keep a suggestion shown in these positions. */
  private expected(placement: string, seen: Float64Array): number {
    const place = this.positions.get(placement)
    return seen.reduce((sum, count, at) => {
      const rate = place && (place.seen[at] ?? 0) > 0 ? (place.kept[at] ?? 0) / (place.seen[at] ?? 1) : 0
      return sum + count * rate
    }, 0)
  }
}
