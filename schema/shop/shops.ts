import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import type { RunningExperiment } from '../outcomes/experiments.ts'
import type { Learned } from '../outcomes/factors.ts'
import { currencyCode } from '../shapes.ts'
import { shopHealth } from './health.ts'
import { signInLink } from './members.ts'
import { SETTINGS, type Settings, sized } from './settings.ts'

/** What an answer needs to know of its shop, in one column. Only worker/store/shop/serving.ts writes it. */
export type Serving = Settings & {
  /** Version of the settings. */
  version: number
  experiments: RunningExperiment[]
  /** The strongest learned factors. */
  learned: Learned[]
}

/** States of a shop. A paused shop shows no panels. */
export const SHOP_STATUSES = ['live', 'paused'] as const

/** Shops. A row is in the shop's own database; the operator's list is the union of all databases. */
export const shops = sqliteTable(
  'shops',
  {
    /** Begins with the number of its database; see worker/store/open.ts. */
    shop_id: text().primaryKey(),
    /** ISO 4217, three capitals. */
    currency: text().notNull(),
    status: text({ enum: SHOP_STATUSES }).notNull(),
    /** Live publishable keys, at most two. They are in pages and not secret. */
    publishable_keys: text({ mode: 'json' }).$type<string[]>().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds of the newest whole catalogue, which confirms every item; null before the first. */
    catalogue_at: integer(),
    /** Key under which the shop's people are hashed, sealed (worker/auth/identity-key.ts); null until it is sealed. */
    identity_key: text(),
    /** Id of the MASTER_KEY with which everything of the shop is sealed; null when that is not known. */
    sealed_with: text(),
    /** Derived from the settings, the running experiments and the learned factors. */
    serving: text({ mode: 'json' }).$type<Serving>().notNull(),
  },
  // The few shops whose secrets are to be sealed again.
  (t) => [index('shops_to_seal').on(t.shop_id).where(sql`sealed_with is null`)],
)
export type ShopRow = typeof shops.$inferSelect

/** A shop with its settings, running experiments and learned factors. */
export type Shop = Omit<ShopRow, 'serving'> & Serving

/** A shop from its row. */
export const shopOfRow = ({ serving, ...row }: ShopRow): Shop => ({ ...serving, ...row })

/** What the operator sends to open a shop; the settings are the merchant's from then on. */
export const newShop = v.pipe(v.strictObject({ currency: currencyCode, ...SETTINGS }), sized())

/** What the operator may change later. Pausing stops all panels of the shop. */
export const shopChange = v.strictObject({
  status: v.picklist(SHOP_STATUSES, `Give one of: ${SHOP_STATUSES.join(', ')}.`),
})

/** What a merchant may change about the shop itself, before it has data; everything else is in the settings. */
export const ownShopChange = v.strictObject({ currency: currencyCode })

/** What an owner types so that the shop is deleted: its name. */
export const shopDeletion = v.strictObject({ name: v.pipe(v.string(), v.maxLength(200)) })

/** A shop as the operator and its merchant see it, without keys. */
const shopView = v.object({
  shop_id: v.string(),
  name: v.string(),
  currency: v.string(),
  locale: v.string(),
  time_zone: v.string(),
  status: v.picklist(SHOP_STATUSES),
  created_at: whole,
})

/** A shop as the operator sees it. */
export const operatorShop = v.object({
  ...shopView.entries,
  /** Whether everything of the shop is sealed with the current MASTER_KEY. */
  current_master_key: v.boolean(),
  /** Only where it is asked for. */
  health: v.optional(shopHealth),
})
export type OperatorShop = v.InferOutput<typeof operatorShop>

/** A shop as its merchant sees it. */
export const ownShop = v.object({
  ...shopView.entries,
  publishable_keys: v.array(v.string()),
  /** Version of the settings in force. */
  settings_version: whole,
})
export type OwnShop = v.InferOutput<typeof ownShop>

/** A new shop with its keys and a sign-in link for its owner. The secret key and the link are shown only here. */
export const openedShop = v.object({
  shop_id: v.string(),
  publishable_key: v.string(),
  secret_key: v.string(),
  sign_in_link: signInLink,
})
export type OpenedShop = v.InferOutput<typeof openedShop>
