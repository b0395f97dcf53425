import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { MAX_UPGRADE_PERCENT } from '../../vocabulary/price-bands.ts'
import type { RunningExperiment } from '../outcomes/experiments.ts'
import type { Learned } from '../outcomes/factors.ts'
import { type PanelSettings, panelSettings } from './panels.ts'

/** The evidence that shoppers see. */
export const PUBLIC_EVIDENCE = ['share', 'words', 'none'] as const

/** What a panel does with items of the family of the page's item, and with several items of one other family. */
export const SAME_FAMILY = ['auto', 'keep', 'drop'] as const

const percent = v.pipe(
  v.number(),
  v.integer('Give whole percents.'),
  v.minValue(1, 'Give at least 1.'),
  v.maxValue(
    MAX_UPGRADE_PERCENT,
    `The maximum is ${MAX_UPGRADE_PERCENT}: a model keeps no upgrade at more than twice the price.`,
  ),
)

/** Upgrades: their extra price in percent, and the attributes that count as gains. */
const upgradeRule = v.pipe(
  v.strictObject({
    /** Required together; the default is 10 to 60 %, and 5 to 100 % where fewer than two items are in that range. */
    from: v.optional(percent),
    to: v.optional(percent),
    /** Names of attributes in the catalogue of which more is better. They are read when a model is made. */
    gain_attributes: v.optional(
      v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))), v.maxLength(50)),
    ),
  }),
  v.forward(
    v.check(
      ({ from, to }) => to === undefined || from !== undefined,
      'Give "from" as well, or leave "to" out.',
    ),
    ['from'],
  ),
  v.forward(
    v.check(
      ({ from, to }) => from === undefined || to !== undefined,
      'Give "to" as well, or leave "from" out.',
    ),
    ['to'],
  ),
  v.forward(
    v.check(
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      'Give a "from" that is not above "to".',
    ),
    ['from'],
  ),
)

const familyRule = v.strictObject({
  /** `auto` keeps the family where its items are bought together more often than by chance. */
  same_family: v.optional(v.picklist(SAME_FAMILY)),
  /** Maximum of items of one family in a panel; by default half of the panel, or three quarters (engine/rank/diversity.ts). */
  most_of_a_family: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24))),
})

/** How panels are filled, by placement. */
export const panelRules = v.strictObject({
  product: v.optional(familyRule),
  cart: v.optional(familyRule),
  upgrade: v.optional(upgradeRule),
})
export type PanelRules = v.InferOutput<typeof panelRules>

/** Shops. A row is in the shop's own database; the operator's list is the union of all databases. */
export const shops = sqliteTable('shops', {
  /** Begins with the number of its database; see worker/store/open.ts. */
  shop_id: text().primaryKey(),
  name: text().notNull(),
  /** ISO 4217, three capitals. */
  currency: text().notNull(),
  /** BCP 47. */
  locale: text().notNull(),
  /** IANA name; dates without a zone in the shop's files are read in it. */
  time_zone: text().notNull(),
  /** Origins that may send events; empty means any. */
  allowed_origins: text({ mode: 'json' }).$type<string[]>().notNull(),
  status: text({ enum: ['live', 'paused'] }).notNull(),
  public_evidence: text({ enum: PUBLIC_EVIDENCE }).notNull(),
  /** Live publishable keys, at most two. They are in pages and not secret. */
  publishable_keys: text({ mode: 'json' }).$type<string[]>().notNull(),
  created_at: integer().notNull(),
  /** UTC milliseconds of the newest whole catalogue, which confirms every item; null before the first. */
  catalogue_at: integer(),
  /** Days after which an unconfirmed item shows no price. */
  price_days: integer().notNull().default(7),
  panel_rules: text({ mode: 'json' }).$type<PanelRules>().notNull().default({}),
  panels: text({ mode: 'json' }).$type<PanelSettings>().notNull().default({}),
  /** Copy of the running experiments (worker/store/outcomes/experiments.ts), so that serving reads no further row. */
  experiments: text({ mode: 'json' }).$type<RunningExperiment[]>().notNull().default([]),
  /** The strongest learned factors (worker/outcomes/learn.ts), for serving. */
  learned: text({ mode: 'json' }).$type<Learned[]>().notNull().default([]),
})
export type Shop = typeof shops.$inferSelect

const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'Give a currency of three capitals, such as EUR.'))
const locale = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag such as "en" or "de-AT".'),
)
const timeZone = v.pipe(
  v.string(),
  v.check((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  }, 'Give a time zone by its IANA name, such as Europe/Berlin.'),
)
const origin = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/\s]+$/, 'Give an origin such as https://shop.example, without a path.'),
)

const priceDays = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))

/** What the operator sends to create a shop. */
export const newShop = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the shop a name.'), v.maxLength(200)),
  currency,
  locale: v.optional(locale, 'en'),
  time_zone: v.optional(timeZone, 'UTC'),
  allowed_origins: v.optional(v.pipe(v.array(origin), v.maxLength(50)), []),
  public_evidence: v.optional(v.picklist(PUBLIC_EVIDENCE), 'share'),
  price_days: v.optional(priceDays, 7),
  panel_rules: v.optional(panelRules, {}),
  panels: v.optional(panelSettings, {}),
})

/** The fields that can be changed later. Pausing stops all panels of the shop. */
export const shopChange = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
  allowed_origins: v.optional(v.pipe(v.array(origin), v.maxLength(50))),
  public_evidence: v.optional(v.picklist(PUBLIC_EVIDENCE)),
  price_days: v.optional(priceDays),
  panel_rules: v.optional(panelRules),
  panels: v.optional(panelSettings),
  status: v.optional(v.picklist(['live', 'paused'])),
})
export type ShopChange = v.InferOutput<typeof shopChange>

/** A shop as the operator sees it. */
export const shopView = v.object({
  shop_id: v.string(),
  name: v.string(),
  currency: v.string(),
  locale: v.string(),
  time_zone: v.string(),
  allowed_origins: v.array(v.string()),
  public_evidence: v.picklist(PUBLIC_EVIDENCE),
  status: v.picklist(['live', 'paused']),
  price_days: v.number(),
  panel_rules: panelRules,
  panels: panelSettings,
  created_at: v.number(),
})

/** A new shop with its keys. The secret key is shown only here. */
export const openedShop = v.object({
  shop_id: v.string(),
  publishable_key: v.string(),
  secret_key: v.string(),
})
