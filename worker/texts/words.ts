import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Forms } from '../../schema/shop/panels.ts'
import type { Intent, Placement, Source } from '../../vocabulary/panels.ts'

/** All texts of panels in one language. `en.ts` is the original; the others are translations of it. */
export type Words = {
  /** Titles of complementary panels by placement, and of the other panels by intent. */
  titles: Record<Exclude<Placement, 'email' | 'rep'> | 'bundle', string>
  intents: Record<Exclude<Intent, 'complementary'>, string>
  texts: Recommendation['panel']['texts']
  /** Share of buyers: 1 in `{n}`, more than two thirds, about a half. */
  share: string
  most: string
  half: string
  reasons: Record<Source, string>
  /** Share of the buyers of the item on the page who later bought this alternative: 1 in `{n}`, most, half, some. */
  switched: { share: string; most: string; half: string; some: string }
  /** What a reason is based on, for "Why this?". */
  why: Record<'orders' | 'likeness' | 'shop' | 'you' | 'popular', string>
  /** Replenishment after `{n}` days. */
  due: Forms
  /** Reason of an alternative without purchases. */
  alike: string
  /** Gains of a more expensive item, with `{to}`, `{from}`, `{unit}`, `{percent}`, `{price}`. */
  gains: {
    /** By the number of pieces, `{to}`. */
    count: Forms
    measure: string
    rather: string
    also: string
    less_per_piece: string
    less_per_unit: string
    dearer: string
    cheaper: string
  }
}
