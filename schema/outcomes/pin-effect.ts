import * as v from 'valibot'
import { whole } from '../numbers.ts'

const responses = v.object({ seen: whole, clicked: whole, added: whole })

/** What a rule that shows items brought, beside the other items of the same pages. */
export const pinEffect = v.object({
  rule_id: v.string(),
  /** UTC milliseconds since when the rule does what it does. */
  since: whole,
  pinned: responses,
  beside: responses,
  /** `too_early` until both sides were seen 400 times. It compares places of one page, so an experiment says more. */
  verdict: v.picklist(['better', 'worse', 'no_difference', 'too_early']),
  /** Additions for each view, of the pinned items minus those beside them, with the 95 % interval. */
  difference: v.nullable(v.object({ value: v.number(), low: v.number(), high: v.number() })),
})
