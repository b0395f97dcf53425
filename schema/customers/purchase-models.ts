import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Parameters of how the shop's customers buy (engine/customer/bg-nbd.ts, engine/customer/gamma-gamma.ts). */
export const purchaseParameters = v.object({
  /** BG/NBD, times in weeks. */
  r: v.number(),
  alpha: v.number(),
  a: v.number(),
  b: v.number(),
  /** Gamma-gamma, in minor units; null where too few orders have amounts. */
  spending: v.nullable(v.object({ p: v.number(), q: v.number(), gamma: v.number() })),
})
export type PurchaseParameters = v.InferOutput<typeof purchaseParameters>

const fifths = v.array(v.number())

/** Fifths of recency, frequency and monetary value (engine/customer/rfm.ts), and clusters of customers (engine/customer/clusters.ts). */
const customerGroups = v.object({
  breaks: v.object({ recency: fifths, frequency: fifths, monetary: fifths }),
  /** Null when the customers do not differ. */
  clusters: v.nullable(
    v.object({
      means: v.array(v.number()),
      deviations: v.array(v.number()),
      clusters: v.array(
        v.object({
          ...{ name: v.string(), share: v.number(), centres: v.array(v.array(v.number())) },
          ...{ recency: v.number(), frequency: v.number(), order_value: v.number() },
        }),
      ),
    }),
  ),
})
export type CustomerGroups = v.InferOutput<typeof customerGroups>

/** How the customers of a shop buy, fitted anew with every model. */
export const purchaseModels = sqliteTable('purchase_models', {
  shop_id: text().primaryKey(),
  /** UTC milliseconds. */
  fitted_at: integer().notNull(),
  /** Customers that it was fitted on, and those of them who came back. */
  customers: integer().notNull(),
  returned: integer().notNull(),
  /** Null when too few came back. */
  parameters: text({ mode: 'json' }).$type<PurchaseParameters>(),
  /** Null when there are too few customers. */
  groups: text({ mode: 'json' }).$type<CustomerGroups>(),
})
export type PurchaseModel = typeof purchaseModels.$inferSelect
