import * as v from 'valibot'
import { OUTBOUND_CHANNELS } from '../../vocabulary/offers.ts'

/** A decision as a part of an e-mail. */
export const emailBlockView = v.object({
  /** A table with inline styles, to be inserted into a mail's body. */
  html: v.string(),
  /** The same for the mail's plain-text part. */
  text: v.string(),
})
export type EmailBlock = v.InferOutput<typeof emailBlockView>

/** What the address of an offer's link says besides the decision. */
export const linkQuery = v.object({
  /** On which it was sent. */
  channel: v.optional(
    v.picklist(OUTBOUND_CHANNELS, `Give one of: ${OUTBOUND_CHANNELS.join(', ')}.`),
    'email',
  ),
  /** Place of the item in the decision, from 0. */
  item: v.optional(
    v.pipe(v.string(), v.regex(/^[0-7]$/, 'Give a place from 0 to 7.'), v.transform(Number)),
    '0',
  ),
})
