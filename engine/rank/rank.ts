import type { Outcome } from '../../vocabulary/outcomes.ts'
import { byCodePoint } from '../numbers/sort.ts'
import { type Adjustment, adjusted } from './adjustments.ts'
import { type Candidate, SOURCE_TIER } from './candidate.ts'
import { ANY_FAMILY, type FamilyRule, familyRejection } from './diversity.ts'
import { CATALOGUE_FILTERS, type Filter, firstRejection } from './filters.ts'

/** How one panel is ranked. */
export type RankOptions<C extends Candidate> = {
  /** Filters of this panel, applied before those of the catalogue. */
  filters?: readonly Filter<C>[]
  adjustments?: readonly Adjustment<C>[]
  diversity?: FamilyRule
  /** Items that the panel shows, and items kept ready beside it. */
  limit: number
  spares: number
}

/** The shown items of a panel, its spares, and the outcome of every candidate in ranking order. */
export type Ranking<C> = { shown: C[]; spare: C[]; trace: { candidate: C; outcome: Outcome }[] }

/**
 * Ranks the candidates of a panel: applies the adjustments, sorts by tier of the source, score, item id, seed and source, and
 * goes down the list with the panel's filters, the catalogue's filters, the limit for families and the panel's limit. An item
 * is shown once, from its most trusted source.
 */
export function rank<C extends Candidate>(candidates: readonly C[], options: RankOptions<C>): Ranking<C> {
  const { filters = [], adjustments = [], diversity = ANY_FAMILY, limit, spares } = options
  const sorted = candidates.map((candidate) => adjusted(candidate, adjustments)).sort(byTierAndScore)
  const taken = new Set<string>()
  const shownOfFamily = new Map<number, number>()
  const ranking: Ranking<C> = { shown: [], spare: [], trace: [] }
  const place = (candidate: C): Outcome => {
    const rejected =
      firstRejection(candidate, filters) ??
      (taken.has(candidate.item_id) ? 'duplicate' : undefined) ??
      firstRejection(candidate, CATALOGUE_FILTERS) ??
      familyRejection(candidate, diversity, shownOfFamily)
    if (rejected !== undefined) return rejected
    taken.add(candidate.item_id)
    const { family } = candidate
    if (ranking.shown.length < limit) {
      ranking.shown.push(candidate)
      if (family !== null) shownOfFamily.set(family, (shownOfFamily.get(family) ?? 0) + 1)
      return 'shown'
    }
    if (ranking.spare.length === spares) return 'beyond_limit'
    ranking.spare.push(candidate)
    return 'spare'
  }
  for (const candidate of sorted) ranking.trace.push({ candidate, outcome: place(candidate) })
  return ranking
}

const tierOf = ({ source, competes_as = source }: Candidate): number => SOURCE_TIER[competes_as]

const byTierAndScore = (a: Candidate, b: Candidate): number =>
  tierOf(a) - tierOf(b) ||
  b.score - a.score ||
  byCodePoint(a.item_id, b.item_id) ||
  byCodePoint(a.seed_item_id, b.seed_item_id) ||
  byCodePoint(a.source, b.source)
