import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ACTOR_KINDS } from '../../vocabulary/actors.ts'
import { MAX_UPGRADE_PERCENT } from '../../vocabulary/price-bands.ts'
import { NON_GOODS_RULES, SOLD_OUT_RULES, VIEW_RULES } from '../../vocabulary/rules.ts'
import { accountSettings } from '../accounts/team.ts'
import { contactPolicy } from '../decisions/policy.ts'
import { whole } from '../numbers.ts'
import { languageTag, mergePatchBody } from '../shapes.ts'
import { panelSettings } from './panels.ts'

/** The evidence that shoppers see. */
export const PUBLIC_EVIDENCE = ['share', 'words', 'none'] as const

/** Whether a card needs a picture. With `optional`, items without one are text cards, and those without a link too. */
export const PICTURES = ['required', 'optional'] as const

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

/** How panels are filled, by placement, and the three rules that every shop begins with. */
export const panelRules = v.strictObject({
  /** Items that are sold out are not suggested (`hide`, the default), or after all others (`last`). */
  sold_out: v.optional(v.picklist(SOLD_OUT_RULES)),
  /** What a model found to be no goods, such as postage, is not suggested (`hide`, the default), or as other items are (`show`). */
  non_goods: v.optional(v.picklist(NON_GOODS_RULES)),
  /** Similar items learn from the pages that visitors with consent open (`learn`, the default), or views are not kept (`ignore`). */
  views: v.optional(v.picklist(VIEW_RULES)),
  product: v.optional(familyRule),
  cart: v.optional(familyRule),
  upgrade: v.optional(upgradeRule),
})
export type PanelRules = v.InferOutput<typeof panelRules>

export const timeZone = v.pipe(
  v.string(),
  v.maxLength(64, 'A time zone has at most 64 characters.'),
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
  v.maxLength(200, 'An origin has at most 200 characters.'),
  v.regex(/^https?:\/\/[^/\s]+$/, 'Give an origin such as https://shop.example, without a path.'),
)

const priceDays = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))

/** Fields of the settings, all optional: the operator may give them when opening a shop. */
export const SETTINGS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the shop a name.'), v.maxLength(200)),
  /** BCP 47: language of the panels and format of the prices. */
  locale: v.optional(languageTag, 'en'),
  /** IANA name; dates without a zone in the shop's files are read in it. */
  time_zone: v.optional(timeZone, 'UTC'),
  /** Origins that may send events; empty means any. */
  allowed_origins: v.optional(v.pipe(v.array(origin), v.maxLength(50)), []),
  public_evidence: v.optional(v.picklist(PUBLIC_EVIDENCE), 'share'),
  /** Largest n of a share "1 in n buyers" that shoppers see; a smaller share is in words. Default: 10. */
  share_up_to: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20))),
  /** Default: required. */
  pictures: v.optional(v.picklist(PICTURES)),
  /** Days after which an unconfirmed item shows no price. */
  price_days: v.optional(priceDays, 7),
  /**
   * Most that the shop's pages may write in a day, in units of about a row (docs/API.md). Beyond it a part of the visitors is
   * counted for all. Default: from the number of orders.
   */
  events_a_day: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1_000, 'Give at least 1,000.'), v.maxValue(1e9)),
  ),
  /**
   * Days for which a live model that was mined outside is not replaced by a run of fewer orders. Default: 14; 0: it is replaced by the
   * next run that the gate lets through.
   */
  outside_model_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365))),
  panel_rules: v.optional(panelRules, {}),
  panels: v.optional(panelSettings, {}),
  /** How often and when customers get offers. Default: two in any 90 days, one e-mail a week. */
  contact_policy: v.optional(contactPolicy),
  /** Work with business customers. */
  accounts: v.optional(accountSettings),
}

/** Characters of the settings as JSON. They are a part of the shop's row, which every answer reads. */
const MAX_SETTINGS = 100_000

/** Limits the size of a whole document. */
export const sized = <T>() =>
  v.check<T, string>(
    (value) => JSON.stringify(value).length <= MAX_SETTINGS,
    `The settings have more than ${MAX_SETTINGS} characters in all. Shorten the texts.`,
  )

/** What a merchant decides about their shop. A field that was never set has its default. */
export const settings = v.pipe(v.strictObject(SETTINGS), sized())
export type Settings = v.InferOutput<typeof settings>

/**
 * Stored settings in the form that is valid today: fields that are no longer known, or whose value is no longer allowed, are left
 * out, and new fields have their defaults. So an update of Pairwell makes no settings unreadable or unchangeable.
 */
export function upgradedSettings(stored: unknown): Settings {
  const document: unknown = JSON.parse(JSON.stringify(stored ?? {}))
  for (;;) {
    const result = v.safeParse(settings, document)
    if (result.success) return result.output
    const path = result.issues[0].path?.map(({ key }) => key) ?? []
    if (!removeAt(document, path)) return v.parse(settings, { name: 'My shop' })
  }
}

/** Removes the field at the end of a path, or the nearest one above it that exists; false when there is none. */
function removeAt(document: unknown, path: readonly unknown[]): boolean {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = path
      .slice(0, depth - 1)
      .reduce((at: unknown, key) => Reflect.get(Object(at), String(key)), document)
    const name = String(path[depth - 1])
    if (
      typeof parent === 'object' &&
      parent !== null &&
      Object.hasOwn(parent, name) &&
      !Array.isArray(parent)
    ) {
      return Reflect.deleteProperty(parent, name)
    }
  }
  return false
}

/** A change of the settings. */
export const settingsPatch = v.pipe(
  mergePatchBody,
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
  version: whole,
  actor: v.object({ kind: v.picklist(ACTOR_KINDS), id: v.string() }),
  created_at: whole,
  restored: v.nullable(whole),
})

/** Path parameter that names a version. */
export const versionNumber = v.object({
  version: v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,8}$/, 'Give the number of a version.'),
    v.transform(Number),
  ),
})
