import type { DefaultRules } from '../../vocabulary/rules.ts'
import { byCodePoint } from '../numbers/sort.ts'
import { type Adjustment, adjusted } from './adjustments.ts'
import { arrange, type Decided, type Limits, type Pin, type PlaceCap } from './arrange.ts'
import { type Candidate, SOURCE_TIER } from './candidate.ts'
import { ANY_FAMILY, type FamilyRule, familyRejection } from './diversity.ts'
import { catalogueFilters, type Filter, firstRejection, isSoldOut } from './filters.ts'

/** How one panel is ranked. */
export type RankOptions<C extends Candidate> = {
  /** Items that the merchant never wants shown: rejected before everything else. */
  never?: readonly Filter<C>[]
  /** Filters of this panel, applied before those of the catalogue. */
  filters?: readonly Filter<C>[]
  adjustments?: readonly Adjustment<C>[]
  /** Places that rules keep, the rule that wins first. */
  pins?: readonly Pin<C>[]
  caps?: readonly PlaceCap<C>[]
  diversity?: FamilyRule
  /** Whether items that are sold out, or no goods, are shown after all. */
  defaults?: DefaultRules
  /** Items that the panel shows, and items kept ready beside it. */
  limit: number
  spares: number
}

/** The shown items of a panel, its spares, and the outcome of every candidate in ranking order. */
export type Ranking<C> = { shown: C[]; spare: C[]; trace: ({ candidate: C } & Decided)[] }

/**
 * Ranks the candidates of a panel. The order of operations: what is never shown; filters of the panel and of the catalogue; sold-out
 * items behind all others, where they are shown; tier of the source, score with its adjustments, item id, seed and source; pins by item, then by test; limits for families and by rules;
 * the panel's limit. An item is shown once, from its most trusted source.
 */
export function rank<C extends Candidate>(candidates: readonly C[], options: RankOptions<C>): Ranking<C> {
  const { never = [], filters = [], adjustments = [], pins = [], defaults = {}, limit, spares } = options
  const order = defaults.sold_out === 'last' ? soldOutLast : byTierAndScore
  const sorted = candidates.map((candidate) => adjusted(candidate, adjustments)).sort(order)
  const ofCatalogue = catalogueFilters(defaults)
  const all = [...never, ...filters]
  const taken = new Set<string>()
  const decided = new Map<C, Decided>()
  const eligible = sorted.filter((candidate) => {
    const rejected =
      firstRejection(candidate, all) ??
      (taken.has(candidate.item_id) ? DUPLICATE : undefined) ??
      firstRejection(candidate, ofCatalogue)
    if (rejected) decided.set(candidate, rejected)
    else taken.add(candidate.item_id)
    return !rejected
  })
  const limits = limitsOf(options)
  const arranged = arrange(eligible, pins, limits, limit)
  const spare: C[] = []
  for (const candidate of arranged.rest) {
    const rejected = limits.rejects(candidate)
    if (rejected) decided.set(candidate, rejected)
    else if (spare.length < spares) {
      spare.push(candidate)
      decided.set(candidate, SPARE)
    }
  }
  for (const [candidate, one] of arranged.decided) decided.set(candidate, one)
  const trace = sorted.map((candidate) => ({ candidate, ...(decided.get(candidate) ?? BEYOND) }))
  return { shown: arranged.shown, spare, trace }
}

const DUPLICATE: Decided = { outcome: 'duplicate' }
const SPARE: Decided = { outcome: 'spare' }
const BEYOND: Decided = { outcome: 'beyond_limit' }

/** The limits for families, and those of rules. */
function limitsOf<C extends Candidate>({ diversity = ANY_FAMILY, caps = [] }: RankOptions<C>): Limits<C> {
  const families = new Map<number, number>()
  const counted = caps.map((cap) => ({ cap, counts: new Map<string, number>() }))
  return {
    rejects: (candidate) => {
      const outcome = familyRejection(candidate, diversity, families)
      if (outcome !== undefined) return { outcome }
      const full = counted.find(({ cap, counts }) => {
        const value = cap.valueOf(candidate)
        return value !== undefined && (counts.get(value) ?? 0) >= cap.most
      })
      return full && { outcome: 'rule_limit', rule_id: full.cap.rule_id }
    },
    noteShown: (candidate) => {
      const { family } = candidate
      if (family !== null) families.set(family, (families.get(family) ?? 0) + 1)
      for (const { cap, counts } of counted) {
        const value = cap.valueOf(candidate)
        if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
    },
  }
}

const tierOf = ({ source, competes_as = source }: Candidate): number => SOURCE_TIER[competes_as]

const byTierAndScore = (a: Candidate, b: Candidate): number =>
  tierOf(a) - tierOf(b) ||
  b.score - a.score ||
  byCodePoint(a.item_id, b.item_id) ||
  byCodePoint(a.seed_item_id, b.seed_item_id) ||
  byCodePoint(a.source, b.source)

const soldOutLast = (a: Candidate, b: Candidate): number =>
  Number(isSoldOut(a)) - Number(isSoldOut(b)) || byTierAndScore(a, b)
