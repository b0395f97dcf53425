import * as v from 'valibot'
import { MAX_ID } from '../vocabulary/limits.ts'

/** A merchant's own id of an item, order or category. */
export const id = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give an id.'),
  v.maxLength(MAX_ID, `An id has at most ${MAX_ID} characters.`),
)

/** Ids separated by commas; empty parts are ignored. */
export const idList = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== ''),
    ),
    v.maxLength(most, `Give at most ${most} ids.`),
    v.array(id),
  )

/** What to do next, for a machine and for a person. */
export const advice = v.object({ code: v.string(), text: v.string() })
export type Advice = v.InferOutput<typeof advice>
