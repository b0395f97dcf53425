import { byCodePoint } from '../numbers/sort.ts'
import { type Candidate, HEIGHT, whyNever } from './candidates.ts'
import { ANY_FAMILY, type FamilyRule, whyNotOfFamily } from './diversity.ts'

const heightOf = ({ source, beside = source }: Candidate): number => HEIGHT[beside]

/** What became of a candidate: shown, kept as a spare, too many, or the reason why it never shows. */
export type Step<C> = { candidate: C; outcome: string }

/** What is shown, what is kept ready, and why. */
export type Climb<C> = { shown: C[]; spare: C[]; trace: Step<C>[] }

/**
 * Climbs the ladder rung by rung, best first; within a rung by score, of equals by id, then by the seed's and the source's. An
 * item shows once, from its best rung.
 * @param refused items that must not show, with the reason: the page's own, what is in the cart, substitutes
 */
export function climb<C extends Candidate>(
  candidates: readonly C[],
  refused: ReadonlyMap<string, string>,
  limit: number,
  spares: number,
  families: FamilyRule = ANY_FAMILY,
): Climb<C> {
  const sorted = [...candidates].sort(
    (a, b) =>
      heightOf(a) - heightOf(b) ||
      b.score - a.score ||
      byCodePoint(a.item_id, b.item_id) ||
      byCodePoint(a.seed_item_id, b.seed_item_id) ||
      byCodePoint(a.source, b.source),
  )
  const taken = new Map(refused)
  const shownOf = new Map<number, number>()
  const result: Climb<C> = { shown: [], spare: [], trace: [] }
  for (const candidate of sorted) {
    const never = whyNever(candidate, taken) ?? whyNotOfFamily(candidate, families, shownOf)
    let outcome = never ?? 'beyond_limit'
    if (never === undefined) {
      taken.set(candidate.item_id, 'on_a_better_rung')
      if (result.shown.length < limit) {
        result.shown.push(candidate)
        outcome = 'shown'
        if (candidate.family !== null) {
          shownOf.set(candidate.family, (shownOf.get(candidate.family) ?? 0) + 1)
        }
      } else if (result.spare.length < spares) {
        result.spare.push(candidate)
        outcome = 'spare'
      }
    }
    result.trace.push({ candidate, outcome })
  }
  return result
}
