import * as v from 'valibot'

/** Where a page begins, and how long it is; `after` comes from the page before. */
export const pageQuery = {
  after: v.optional(v.pipe(v.string(), v.maxLength(600)), ''),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]\d?|1\d\d|200)$/, 'Give a whole number from 1 to 200.'),
      v.transform(Number),
    ),
    '50',
  ),
}

/** The query of a list without filters. An unknown one is refused: without it the list would be another. */
export const pageOnly = v.strictObject(pageQuery)

/** A page of a list: `next` is the `after` of the next one, null at the end. */
export const page = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) })
