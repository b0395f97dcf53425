import { sql } from 'drizzle-orm'
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { MAX_CODE } from './offers.ts'

/** Codes of incentives of which each customer gets another one. */
export const offerCodes = sqliteTable(
  'offer_codes',
  {
    shop_id: text().notNull(),
    offer_id: text().notNull(),
    code: text().notNull(),
    /** The decision that has it; null while it is free. It is never given again, because it may have been read. */
    decision_id: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.offer_id, t.code] }),
    index('offer_codes_free').on(t.shop_id, t.offer_id).where(sql`decision_id is null`),
  ],
)

/** Codes that one call adds. */
const MAX_CODES_A_CALL = 5_000
/** Codes that an offer has at most, given ones included. */
export const MAX_CODES = 200_000

/** Further codes of an offer. Those that it has already change nothing. */
export const newCodes = v.strictObject({
  codes: v.pipe(
    v.array(
      v.pipe(v.string(), v.trim(), v.minLength(1, 'Give at least one character.'), v.maxLength(MAX_CODE)),
    ),
    v.minLength(1, 'Give at least one code.'),
    v.maxLength(MAX_CODES_A_CALL, `Give at most ${MAX_CODES_A_CALL} codes in a call.`),
  ),
})

/** Codes of an offer: how many this call added, how many are free, and how many customers have. */
export const codesView = v.object({ added: whole, free: whole, given: whole })
export type CodesView = v.InferOutput<typeof codesView>
