import * as v from 'valibot'
import { MAX_ID, MAX_ROW_BYTES } from '../vocabulary/limits.ts'

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

/** The same with the facts of its text by name, so that a program can say it in its own words. */
export const adviceWithFacts = v.object({
  ...advice.entries,
  facts: v.record(v.string(), v.union([v.string(), v.number()])),
})
export type AdviceWithFacts = v.InferOutput<typeof adviceWithFacts>

/** A JSON Merge Patch (RFC 7396) as a body; the document that results from it is checked, and not the patch. */
export const mergePatchBody = v.pipe(
  v.unknown(),
  v.check((patch) => !Array.isArray(patch), 'Give an object with the fields to change.'),
  v.record(v.string(), v.unknown()),
)

/** The code of a currency (ISO 4217). */
export const currencyCode = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{3}$/, 'Give a currency of three capitals, such as EUR.'),
)

/** Characters of a text that take up to three bytes each. */
const BEYOND_ASCII = /[^\0-\x7f]/g

/** Bytes of a value as JSON, at most: a letter beyond ASCII counts as three. */
export function jsonBytes(value: unknown): number {
  const text = JSON.stringify(value)
  return text.length + 2 * (text.match(BEYOND_ASCII)?.length ?? 0)
}

/** Whether a value fits into a row of the database. */
export const fitsRow = (value: unknown): boolean => jsonBytes(value) <= MAX_ROW_BYTES

/** Language, then script, region or variants; no extension, so that a shop's currency and digits stay its own. */
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** Whether browsers accept a tag of this form: with others they throw when they format a price. What has another form is refused already. */
function isAccepted(tag: string): boolean {
  try {
    return !LANGUAGE_TAG.test(tag) || Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const NO_LANGUAGE = 'Give a language tag such as "en" or "de-AT".'

/** A language that a text can be written in, with or without its region (BCP 47). */
export const languageTag = v.pipe(
  v.string(),
  v.maxLength(35, 'A language tag has at most 35 characters.'),
  v.regex(LANGUAGE_TAG, NO_LANGUAGE),
  v.check(isAccepted, NO_LANGUAGE),
)
