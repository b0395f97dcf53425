import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Forms } from '../../schema/shop/panels.ts'
import type { Intent, Placement, Source } from '../../vocabulary/panels.ts'

/** All texts of panels in one language. `en.ts` is the original; the others are translations of it. */
export type Words = {
  /** Titles of complementary panels by placement (`popular` over best sellers), and of the other panels by intent. */
  titles: Record<Exclude<Placement, 'email' | 'rep' | 'agent'> | 'bundle' | 'popular', string>
  intents: Record<Exclude<Intent, 'complementary'>, string>
  texts: Recommendation['panel']['texts']
  /**
   * Of an offer to a known customer: the button that accepts one without a page of its own, and what stands there afterwards; one that is
   * over; the code `{code}`; the last day `{date}`.
   */
  offer: Record<'accept' | 'accepted' | 'over' | 'code' | 'until' | 'prior', string>
  /** The words for 3 to 20 in a share, if the language writes them out; otherwise digits. */
  numerals?: readonly string[]
  /** Share of buyers: 1 in `{n}`, more than two thirds, about a half. */
  share: string
  most: string
  half: string
  reasons: Record<Source, string>
  /** Share of the buyers of the item on the page who later bought this alternative: 1 in `{n}`, most, half, some. */
  switched: { share: string; most: string; half: string; some: string }
  /** Sentences for "Why this?", with the title of the item that led to the suggestion as `{seed}`. */
  why: Record<Exclude<Source, 'mined'> | 'switched' | 'alike', string> & {
    /** By the number of orders with both items. */
    mined: Record<'many' | 'some' | 'few', string>
    /** From when on orders are counted: `{since}` is a month and year. */
    counted: string
    /** That no data about the shopper was used. */
    no_data: string
  }
  /** Replenishment after `{n}` days. */
  due: Forms
  /** Reason of a larger pack of the item on the page. */
  larger_pack: string
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
