import * as v from 'valibot'
import { OUTBOUND_CHANNELS } from '../../vocabulary/decisions/offers.ts'

/** A decision as a part of an e-mail. */
export const emailBlockView = v.object({
  /** A table with inline styles, to be inserted into a mail's body. */
  html: v.string(),
  /** The same for the mail's plain-text part. */
  text: v.string(),
})
export type EmailBlock = v.InferOutput<typeof emailBlockView>

/** What the address of an offer's link says besides the decision. Mail tools add parameters, so nothing in it is refused. */
export const linkQuery = v.object({
  /** On which it was sent. */
  channel: v.fallback(v.optional(v.picklist(OUTBOUND_CHANNELS), 'email'), 'email'),
  /** Place of the item in the decision, from 0. */
  item: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[0-7]$/), v.transform(Number)), '0'), 0),
})
