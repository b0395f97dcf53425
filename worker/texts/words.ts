import type { Recommendation } from '../../schema/serving/recommendations.ts'
import type { Forms } from '../../schema/shop/panels.ts'
import type { Intent, Placement, Source } from '../../vocabulary/panels.ts'

/** Everything that a panel says, in one language. */
export type Words = {
  /** Of a complementary panel by where it stands, of the others by what they are. */
  titles: Record<Exclude<Placement, 'email' | 'rep'> | 'bundle', string>
  intents: Record<Exclude<Intent, 'complementary'>, string>
  texts: Recommendation['panel']['texts']
  /** `{n}`: one in so many buyers; more than two of three; about one of two. */
  share: string
  most: string
  half: string
  reasons: Record<Source, string>
  /** Of those who had the one on the page: one in `{n}`, most, half, some. */
  switched: { share: string; most: string; half: string; some: string }
  /** How a reason is known, for "Why this?". */
  why: Record<'orders' | 'likeness' | 'shop' | 'you' | 'popular', string>
  /** What is due again: after so many days, `{n}`. */
  due: Forms
  /** An alternative without a word from anybody. */
  alike: string
  /** What a dearer one gives: `{to}`, `{from}`, `{unit}`, `{percent}`, `{price}` are filled in. */
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
