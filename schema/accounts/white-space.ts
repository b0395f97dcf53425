import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ACCOUNT_RISKS, CELL_MARKS, CELL_STATES } from '../../vocabulary/accounts.ts'
import { whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { attributeFilter } from './accounts.ts'

/** Openings that are kept of an account: those with the largest expected margin. */
export const MAX_OPENINGS = 30

/** Why an opening (engine/accounts/opening-reasons.ts), with the numbers of its sentence. */
export const openingReason = v.variant('code', [
  /** So many of the accounts that buy alike, of which there are at least 10, buy the family. */
  v.object({ code: v.literal('peers'), share: v.number(), accounts: whole }),
  /** A family that the account buys speaks for it. */
  v.object({ code: v.literal('goes_with'), family: v.string() }),
  /** The account has bought it on so many days, the last time so many days ago. */
  v.object({ code: v.literal('bought_before'), times: whole, days_ago: whole }),
  /** More accounts buy it than before. */
  v.object({ code: v.literal('growth') }),
  /** The account buys often, much or from many families. */
  v.object({ code: v.literal('active') }),
  /** So many of all accounts buy it; nothing of the account's own speaks for it. */
  v.object({ code: v.literal('popular'), share: v.number() }),
])
export type OpeningReason = v.InferOutput<typeof openingReason>

/** An opening as it is stored. Money in minor units. */
export type StoredOpening = {
  /** Number of the family. */
  f: number
  /** Whether it has bought the family before. */
  lapsed: boolean
  /** Probability that it buys the family within the horizon. */
  p: number
  /** Margin of the next 365 days: expected, and the interval of 95 %. */
  margin: number
  low: number
  high: number
  /** The margin is a share of the price, because the items have no cost. */
  assumed: boolean
  /** Spend of a year that an account like this one has in the family, less its own. */
  gap: number
  reasons: OpeningReason[]
  /** Best items to begin with. */
  items: string[]
}

/** What an account has bought of a family. Days since 1970. */
export type StoredCell = {
  f: number
  lapsed: boolean
  orders: number
  first: number
  last: number
  /** Spend of the last 365 days, minor units. */
  year: number
  due: number | null
}

/** What the analysis says of a family. */
export type StoredFamily = {
  /** Accounts that buy it. */
  accounts: number
  /** Families that accounts buy with it, and the share of its accounts that do, largest first. */
  with: [f: number, share: number][]
  /** Items with which accounts begin, best first. */
  items: string[]
}

/** What the audit of an account says. Shares from 0 to 1, money in minor units. */
export type StoredAudit = {
  orders: number
  first: number
  last: number
  /** Usual days between orders; null for fewer than four days with orders. */
  rhythm: number | null
  /** Day of the next order that is expected, and whether it is overdue. */
  due: number | null
  is_overdue: boolean
  /** Spend of the last 365 days, and of those before; null where the shop's orders do not reach back as far. */
  year: number
  year_before: number | null
  /** Change of the spend of a year in percent, with its interval of 95 %; null with too few orders. */
  trend: { percent: number; low: number; high: number } | null
  largest_share: number
  concentration: number
  margin_share: number | null
  /** Own spend of a year by own and what accounts like this one would spend besides. */
  wallet_share: number | null
  /** Peers that were compared with; 0 when there are too few, and the shop's average was taken. */
  peers: number
}

/** How the shop's families and accounts were analysed. One row a shop. */
export const accountModels = sqliteTable('account_models', {
  shop_id: text().primaryKey(),
  computed_at: integer().notNull(),
  /** Days since 1970. */
  day: integer().notNull(),
  horizon_days: integer().notNull(),
  /** Accounts with orders, and orders that were read. */
  accounts: integer().notNull(),
  orders: integer().notNull(),
  /** Names by number. */
  families: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** How items are divided into families (engine/choice/family-names.ts). */
  names: text({ mode: 'json' }).notNull(),
  facts: text({ mode: 'json' }).$type<StoredFamily[]>().notNull(),
  /** Accounts that the probabilities were fitted on; 0 where the base rate is used alone. */
  fitted: integer().notNull(),
  /** Whether orders were left out because there are too many. */
  is_cut: integer({ mode: 'boolean' }).notNull(),
})
export type AccountModelRow = typeof accountModels.$inferSelect

/** What accounts buy, and what they could. One row an account. */
export const accountAnalyses = sqliteTable(
  'account_analyses',
  {
    shop_id: text().notNull(),
    account_id: text().notNull(),
    computed_at: integer().notNull(),
    /** Sum of the expected margins of the openings, minor units. */
    margin: real().notNull(),
    cells: text({ mode: 'json' }).$type<StoredCell[]>().notNull(),
    openings: text({ mode: 'json' }).$type<StoredOpening[]>().notNull(),
    audit: text({ mode: 'json' }).$type<StoredAudit>().notNull(),
    /** Items that it buys most often: id, pieces of a usual order, day of the last one. */
    usual: text({ mode: 'json' }).$type<[item_id: string, quantity: number, last: number][]>().notNull(),
  },
  // Of each run, so that a page never mixes the rows of one with the families of another: the row of `account_models` names the run that counts.
  (t) => [primaryKey({ columns: [t.shop_id, t.account_id, t.computed_at] })],
)
export type AccountAnalysis = typeof accountAnalyses.$inferSelect

const money = {
  /** Margin of the next 365 days, minor units: expected, and the interval of 95 %. */
  margin: whole,
  margin_low: whole,
  margin_high: whole,
}

/** One cell of the grid. */
export const gridCell = v.object({
  /** Number of the family in `families`. */
  family: whole,
  state: v.picklist(CELL_STATES),
  mark: v.nullable(v.picklist(CELL_MARKS)),
  /** Only of what it buys or has bought: orders, the last one in UTC milliseconds, and the spend of the last 365 days. */
  orders: v.nullable(whole),
  last_at: v.nullable(whole),
  spent: v.nullable(whole),
  /** Only of openings. */
  opening: v.nullable(v.object({ probability: v.number(), ...money, gap: whole })),
})
export type GridCell = v.InferOutput<typeof gridCell>

/** One row of the grid: an account with its cells; families without a cell were never bought and are no opening of the best 30. */
export const gridRow = v.object({
  account_id: v.string(),
  name: v.string(),
  tier: v.nullable(v.string()),
  rep: v.nullable(v.string()),
  rep_name: v.nullable(v.string()),
  margin: whole,
  spent: whole,
  last_order_at: v.nullable(whole),
  risks: v.array(v.picklist(ACCOUNT_RISKS)),
  cells: v.array(gridCell),
})
export type GridRow = v.InferOutput<typeof gridRow>

/** A page of the grid. */
export const gridPage = v.object({
  /** Null before the first analysis. */
  computed_at: v.nullable(whole),
  horizon_days: whole,
  /** Whether orders were left out of the analysis, because there are more than a million lines in all, or 8,000 orders of an account. */
  is_cut: v.boolean(),
  currency: v.string(),
  families: v.array(v.string()),
  items: v.array(gridRow),
  next: v.nullable(v.string()),
})
export type GridPage = v.InferOutput<typeof gridPage>

export const GRID_SORTS = ['margin', 'name', 'last_order'] as const
export const FORMS = ['json', 'csv'] as const

const filters = {
  rep: v.optional(v.pipe(v.string(), v.maxLength(60))),
  tier: v.optional(v.pipe(v.string(), v.maxLength(100))),
  attribute: v.optional(attributeFilter),
}
export const gridQuery = v.pipe(
  v.strictObject({
    ...pageQuery,
    ...filters,
    /** Name of a family: only accounts for which it is an opening, the largest expected margin first. */
    family: v.optional(v.pipe(v.string(), v.maxLength(500))),
    state: v.optional(v.picklist(CELL_STATES, `Give one of: ${CELL_STATES.join(', ')}.`)),
    sort: v.optional(v.picklist(GRID_SORTS, `Give one of: ${GRID_SORTS.join(', ')}.`), 'margin'),
    form: v.optional(v.picklist(FORMS, `Give one of: ${FORMS.join(', ')}.`), 'json'),
  }),
  v.forward(
    v.check(({ state, family }) => state === undefined || family !== undefined, 'Give `family` as well.'),
    ['state'],
  ),
)

export const TOTALS_BY = ['family', 'rep', 'tier'] as const
export const totalsQuery = v.strictObject({
  ...filters,
  by: v.picklist(TOTALS_BY, `Give one of: ${TOTALS_BY.join(', ')}.`),
})

/** Sums of the grid. */
export const gridTotals = v.object({
  by: v.picklist(TOTALS_BY),
  items: v.array(
    v.object({
      /** Name of the family, `member_id` of the rep, or the tier; null for accounts without one. */
      key: v.nullable(v.string()),
      /** Name of the rep; null for families and tiers. */
      name: v.nullable(v.string()),
      accounts: whole,
      bought: whole,
      lapsed: whole,
      openings: whole,
      margin: whole,
    }),
  ),
})
export type GridTotals = v.InferOutput<typeof gridTotals>
