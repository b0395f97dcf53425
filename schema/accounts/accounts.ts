import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { QUOTE_STATES } from '../../vocabulary/accounts.ts'
import { MAX_AMOUNT, MAX_ROW_BYTES } from '../../vocabulary/limits.ts'
import { amount, between, moment, pieces, whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { fitsRow, id } from '../shapes.ts'

/** Accounts that a call may write, and that a shop may have. */
export const MAX_ACCOUNTS_A_CALL = 500
export const MAX_ACCOUNTS = 20_000

const shortText = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most))
const named = (most: number) => v.pipe(shortText(most), v.minLength(1, 'Give at least one character.'))

const number = v.pipe(v.number(), v.minValue(-MAX_AMOUNT), v.maxValue(MAX_AMOUNT))

const location = v.strictObject({
  name: named(200),
  city: v.optional(shortText(200), ''),
  country: v.optional(
    v.nullable(
      v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[A-Z]{2}$/, 'Give two letters, such as DE.')),
    ),
    null,
  ),
})

const quote = v.strictObject({
  quote_id: id,
  status: v.optional(v.picklist(QUOTE_STATES, `Give one of: ${QUOTE_STATES.join(', ')}.`), 'open'),
  /** When it was made; null for unknown. UTC milliseconds. */
  at: v.optional(v.nullable(moment), null),
  valid_until: v.optional(v.nullable(moment), null),
  /** Minor units of the shop's currency. */
  amount: v.optional(v.nullable(amount), null),
  lines: v.optional(
    v.pipe(v.array(v.strictObject({ item_id: id, quantity: v.optional(pieces, 1) })), v.maxLength(50)),
    [],
  ),
})

/** Something that the account plans, such as a new site; a free text with its date. */
const plan = v.strictObject({ at: moment, text: named(500) })

/** What the merchant says of an account. */
export const accountFields = {
  name: named(200),
  /** Names and numbers by which orders name the company, besides its own name and id; only their keyed hashes are compared. */
  companies: v.optional(v.pipe(v.array(named(320)), v.maxLength(50)), []),
  tier: v.optional(v.nullable(named(100)), null),
  /** `member_id` of the member who looks after it. */
  rep: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(60))), null),
  /** Customer group whose prices hold. */
  group: v.optional(v.nullable(id), null),
  locations: v.optional(v.pipe(v.array(location), v.maxLength(50)), []),
  /** Terms of the contract in words, and when it ends. */
  terms: v.optional(shortText(2_000), ''),
  contract_ends_at: v.optional(v.nullable(moment), null),
  quotes: v.optional(v.pipe(v.array(quote), v.maxLength(50)), []),
  plans: v.optional(v.pipe(v.array(plan), v.maxLength(50)), []),
  attributes: v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
        v.union([shortText(500), number, v.boolean()]),
      ),
      v.maxEntries(100, 'Give at most 100 attributes.'),
    ),
    {},
  ),
}

const fields = v.strictObject(accountFields)
export type WrittenAccount = v.InferOutput<typeof fields>

/** Accounts to write, at most 500 in a call; each is complete and replaces what was said of it before. */
export const accountList = v.strictObject({
  accounts: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          account_id: id,
          ...accountFields,
          /** Written only if this version is in force; 0 for an account that must be new. By default any. */
          version: v.optional(between(0, 1_000_000_000)),
        }),
        v.check((one) => fitsRow(one), `An account has at most ${MAX_ROW_BYTES} bytes.`),
      ),
    ),
    v.minLength(1, 'Give at least one account.'),
    v.maxLength(MAX_ACCOUNTS_A_CALL, `Give at most ${MAX_ACCOUNTS_A_CALL} accounts in a call.`),
  ),
})
/** How many accounts were written, and how many of their companies' names belong to another account, which orders then go to. */
export const accountsWritten = v.object({ written: whole, names_in_use: whole })

/** What became of a file of accounts. */
export const accountsImported = v.object({
  rows: whole,
  written: whole,
  /** People who were written as buyers. */
  buyers: whole,
  names_in_use: whole,
  /** The first hundred rows that were refused or written without a buyer, and how many there were. */
  refused: v.array(v.object({ row: whole, column: v.string(), message: v.string() })),
  refused_in_all: whole,
  /** Columns that became attributes, because they have no other meaning. */
  attributes: v.array(v.string()),
})
export type AccountsImported = v.InferOutput<typeof accountsImported>

/** Companies that buy. */
export const accounts = sqliteTable(
  'accounts',
  {
    shop_id: text().notNull(),
    account_id: text().notNull(),
    name: text().notNull(),
    tier: text(),
    rep: text(),
    written: text({ mode: 'json' }).$type<WrittenAccount>().notNull(),
    /** Whether it was made from the company of an order, and nobody has written it since. */
    from_orders: integer({ mode: 'boolean' }).notNull(),
    /** 1, 2, 3 …: a change applies only to the version that it has read. */
    version: integer().notNull(),
    created_at: integer().notNull(),
    changed_at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.account_id] }),
    index('accounts_by_rep').on(t.shop_id, t.rep, t.account_id).where(sql`rep is not null`),
  ],
)
export type AccountRow = typeof accounts.$inferSelect

/** Keyed hashes of the names by which orders name a company (worker/ingest/identity/identifier.ts). */
export const accountCompanies = sqliteTable(
  'account_companies',
  {
    shop_id: text().notNull(),
    company: text().notNull(),
    account_id: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.company] }),
    index('account_companies_by_account').on(t.shop_id, t.account_id),
  ],
)

/** An account in a list. */
export const accountView = v.object({
  account_id: v.string(),
  ...accountFields,
  from_orders: v.boolean(),
  version: whole,
  created_at: whole,
  changed_at: whole,
  /** Name of the rep; null without one, or for one who has left. */
  rep_name: v.nullable(v.string()),
})
export type AccountView = v.InferOutput<typeof accountView>

/** An attribute that accounts must have, such as "company=Beta". */
export const attributeFilter = v.pipe(
  v.string(),
  v.maxLength(700),
  v.regex(/^[^=]+=/, 'Give the name of an attribute, an equals sign and the value.'),
)

export const accountQuery = v.strictObject({
  ...pageQuery,
  rep: v.optional(v.pipe(v.string(), v.maxLength(60))),
  tier: v.optional(shortText(100)),
  attribute: v.optional(attributeFilter),
  /** Beginning of the name or the id, in any case. */
  q: v.optional(shortText(200)),
})
