import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { MAX_UPGRADE_PERCENT } from '../../vocabulary/price-bands.ts'
import { ACTOR_KINDS } from '../audit.ts'
import { panelSettings } from './panels.ts'

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

/** Fields of the settings, all optional: the operator may give them when opening a shop. */
export const SETTINGS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the shop a name.'), v.maxLength(200)),
  /** BCP 47: language of the panels and format of the prices. */
  locale: v.optional(locale, 'en'),
  /** IANA name; dates without a zone in the shop's files are read in it. */
  time_zone: v.optional(timeZone, 'UTC'),
  /** Origins that may send events; empty means any. */
  allowed_origins: v.optional(v.pipe(v.array(origin), v.maxLength(50)), []),
  public_evidence: v.optional(v.picklist(PUBLIC_EVIDENCE), 'share'),
  /** Days after which an unconfirmed item shows no price. */
  price_days: v.optional(priceDays, 7),
  panel_rules: v.optional(panelRules, {}),
  panels: v.optional(panelSettings, {}),
}

/** What a merchant decides about their shop. A field that was never set has its default. */
export const settings = v.strictObject(SETTINGS)
export type Settings = v.InferOutput<typeof settings>

/** A JSON Merge Patch (RFC 7396) of the settings; the result is checked against `settings`, and not the patch. */
export const settingsPatch = v.pipe(
  v.unknown(),
  v.check((patch) => !Array.isArray(patch), 'Give an object with the fields to change.'),
  v.record(v.string(), v.unknown()),
  v.metadata({
    description: 'JSON Merge Patch (RFC 7396): fields that are not named stay; null resets one.',
  }),
)

/** Versions of the settings; the newest is in force, and a version is never changed. */
export const shopSettings = sqliteTable(
  'shop_settings',
  {
    shop_id: text().notNull(),
    /** 1, 2, 3 … */
    version: integer().notNull(),
    settings: text({ mode: 'json' }).$type<Settings>().notNull(),
    actor_kind: text({ enum: ACTOR_KINDS }).notNull(),
    actor_id: text().notNull(),
    created_at: integer().notNull(),
    /** The version that was restored; null for an ordinary change. */
    restored: integer(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.version] })],
)
export type SettingsRow = typeof shopSettings.$inferSelect

/** A version in the list, without the settings themselves. */
export const settingsVersion = v.object({
  version: v.number(),
  actor: v.object({ kind: v.picklist(ACTOR_KINDS), id: v.string() }),
  created_at: v.number(),
  restored: v.nullable(v.number()),
})

/** Path parameter that names a version. */
export const versionNumber = v.object({
  version: v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,8}$/, 'Give the number of a version.'),
    v.transform(Number),
  ),
})
