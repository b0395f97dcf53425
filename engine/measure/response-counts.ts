import { FEWEST, factorOf, type Responses } from './learned-factor.ts'

/** Places that are told apart; what stands further back is all alike. */
const PLACES = 8

/** What one buyer saw of one suggestion: where it stood at best, and whether it was taken and kept. */
export type Answer = {
  placement: string
  seed_item_id: string
  item_id: string
  /** 0 the first. */
  index: number
  kept: boolean
  /** Days since 1970 of the order that confirms it. */
  day: number
}

type Tally = { answer: Answer; visitors: number; kept: number; days: Set<number>; seen: Float64Array }

/** A suggestion with how it was answered, and what its score is to be multiplied with. */
export type Learnt = Responses & Pick<Answer, 'placement' | 'seed_item_id' | 'item_id'> & { factor: number }

/**
 * Learns from buyers alone: each of their answers is confirmed by an order that the secret key brought. What the model
 * foretells is what is kept on average at the places where it put the suggestion: so a good place is no merit.
 */
export class Answers {
  private readonly tallies = new Map<string, Tally>()
  private readonly places = new Map<string, { seen: Float64Array; kept: Float64Array }>()

  /** @param answer one for each buyer and suggestion */
  add(answer: Answer): void {
    const { placement, seed_item_id, item_id, index, kept, day } = answer
    const at = Math.min(index, PLACES - 1)
    const place = this.places.get(placement) ?? {
      seen: new Float64Array(PLACES),
      kept: new Float64Array(PLACES),
    }
    this.places.set(placement, place)
    place.seen[at] = (place.seen[at] ?? 0) + 1
    if (kept) place.kept[at] = (place.kept[at] ?? 0) + 1
    const key = JSON.stringify([placement, seed_item_id, item_id])
    const fresh = { answer, visitors: 0, kept: 0, days: new Set<number>(), seen: new Float64Array(PLACES) }
    const tally = this.tallies.get(key) ?? fresh
    this.tallies.set(key, tally)
    tally.visitors += 1
    tally.kept += kept ? 1 : 0
    tally.days.add(day)
    tally.seen[at] = (tally.seen[at] ?? 0) + 1
  }

  /** Suggestions that enough buyers have answered on enough days, in the order of their names. */
  learnt(): Learnt[] {
    const enough = [...this.tallies.values()].filter(
      ({ visitors, days }) => visitors >= FEWEST.visitors && days.size >= FEWEST.days,
    )
    const learnt = enough.map(({ answer, visitors, kept, days, seen }) => {
      const { placement, seed_item_id, item_id } = answer
      const responses = { visitors, kept, days: days.size }
      const foretold = this.foretold(placement, seen) / visitors
      return { placement, seed_item_id, item_id, ...responses, factor: factorOf(responses, foretold) }
    })
    const name = ({ placement, seed_item_id, item_id }: Learnt) =>
      JSON.stringify([placement, seed_item_id, item_id])
    return learnt.sort((a, b) => (name(a) < name(b) ? -1 : 1))
  }

  /** How many would keep what stood at these places. */
  private foretold(placement: string, seen: Float64Array): number {
    const place = this.places.get(placement)
    return seen.reduce((sum, count, at) => {
      const rate = place && (place.seen[at] ?? 0) > 0 ? (place.kept[at] ?? 0) / (place.seen[at] ?? 1) : 0
      return sum + count * rate
    }, 0)
  }
}
