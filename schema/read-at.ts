import * as v from 'valibot'
import { MAX_MOMENT } from '../vocabulary/limits.ts'
import { DAY } from '../vocabulary/time.ts'

/** Tolerated error of the shop's clock, milliseconds, as for messages of platforms. A later time would hide every later change. */
const SKEW = DAY

/**
 * When the shop read what it sends, by its own clock: UTC milliseconds as text. Without it the time of receipt counts. A message about a
 * change between the reading and the receipt is then not taken for an older one.
 */
export const readAt = v.strictObject({
  as_of: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/, 'Give a time in UTC milliseconds.'),
      v.transform(Number),
      v.maxValue(MAX_MOMENT, 'Give a time in UTC milliseconds.'),
    ),
  ),
  /** Further requests follow at once: the one without it makes the new model, so that a first sync needs one and not twenty. */
  more: v.optional(v.picklist(['1'], 'Give 1, or leave it out.')),
})

/** The version of rows that are written now. A time more than a day ahead counts as now. */
export const versionOf = ({ as_of }: v.InferOutput<typeof readAt>, now: number): number =>
  as_of === undefined || as_of > now + SKEW ? now : as_of
