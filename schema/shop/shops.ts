import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { MAX_UPGRADE_PERCENT } from '../../vocabulary/price-bands.ts'
import type { RunningExperiment } from '../outcomes/experiments.ts'
import type { Learned } from '../outcomes/factors.ts'
import { type PanelSettings, panelSettings } from './panels.ts'

/** How much of the evidence a shopper may see. */
export const PUBLIC_EVIDENCE = ['share', 'words', 'none'] as const

/** What a panel does with items that could replace the one on the page, and with several that could replace each other. */
export const SAME_FAMILY = ['auto', 'keep', 'drop'] as const

const percent = v.pipe(
  v.number(),
  v.integer('Give whole percents.'),
  v.minValue(1, 'Give at least 1.'),
  v.maxValue(
    MAX_UPGRADE_PERCENT,
    `Give at most ${MAX_UPGRADE_PERCENT}: a model keeps no item that is dearer by more.`,
  ),
)

/** Upgrades: how much dearer they may be, in percent, and which attributes are gains. */
const upgradeRule = v.pipe(
  v.strictObject({
    /** Given together; without them 10 to 60 %, and 5 to 100 % where fewer than two items are in that range. */
    from: v.optional(percent),
    to: v.optional(percent),
    /** Names of attributes, as the catalogue writes them, of which more is better. Read when a model is made. */
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
  /** `auto` keeps them where they are bought together more often than chance has it. */
  same_family: v.optional(v.picklist(SAME_FAMILY)),
  /** Most items of one family in a panel; without it half of the panel, or three quarters (engine/rank/diversity.ts). */
  most_of_a_family: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24))),
})

/** How panels are filled, by placement. */
export const panelRules = v.strictObject({
  product: v.optional(familyRule),
  cart: v.optional(familyRule),
  upgrade: v.optional(upgradeRule),
})
export type PanelRules = v.InferOutput<typeof panelRules>

/** A merchant's shop. The row stands in the shop's own database; the operator's list is the union of all. */
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
  /** Live publishable keys, at most two. They stand in pages and are no secret. */
  publishable_keys: text({ mode: 'json' }).$type<string[]>().notNull(),
  created_at: integer().notNull(),
  /** UTC milliseconds at which the newest whole catalogue came in: it confirms every item; null before the first. */
  catalogue_at: integer(),
  /** Days after which an item that nothing has confirmed shows no price. */
  price_days: integer().notNull().default(7),
  panel_rules: text({ mode: 'json' }).$type<PanelRules>().notNull().default({}),
  panels: text({ mode: 'json' }).$type<PanelSettings>().notNull().default({}),
  /** Those that run, written with them (worker/store/outcomes/experiments.ts): serving reads no further row. */
  experiments: text({ mode: 'json' }).$type<RunningExperiment[]>().notNull().default([]),
  /** What buyers taught, the strongest of it (worker/outcomes/learn.ts), for serving. */
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

/** What the operator gives to open a shop. */
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

/** What may change afterwards: pausing stops all panels of the shop. */
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

/** The secret key is shown here and never again. */
export const openedShop = v.object({
  shop_id: v.string(),
  publishable_key: v.string(),
  secret_key: v.string(),
})
