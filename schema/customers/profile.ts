import * as v from 'valibot'
import { ORDER_CHANNELS } from '../../vocabulary/orders.ts'
import { whole } from '../numbers.ts'
import { id } from '../shapes.ts'
import type { CustomerDetails } from './details.ts'

/** The names by which the merchant knows a person: at least one of them. */
export const customerLookup = v.pipe(
  v.strictObject({
    customer_id: v.optional(id),
    customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
  }),
  v.check(
    ({ customer_id, customer_email }) => Boolean(customer_id || customer_email),
    'Give `customer_id`, `customer_email` or both.',
  ),
)

/** A person by a handle: a pseudonym that may stand in an address, because it names nobody outside of the shop. */
export const customerHandle = v.object({ customer: v.string() })

/** What the shop knows of a person, and expects of them. Money in minor units of the shop's currency, times in UTC milliseconds. */
export const customerProfile = v.object({
  customer: v.string(),
  /** Counted orders; those without a date are in no time below. */
  orders: whole,
  first_order_at: v.nullable(whole),
  last_order_at: v.nullable(whole),
  /** What was paid less refunds, tax and shipping included; only orders in the shop's currency. */
  total_spent: whole,
  average_order_value: v.nullable(whole),
  /** Of the lines that were kept and whose cost is known, less their part of the order's discount; null when no cost is known. */
  margin: v.nullable(v.number()),
  /** Money given back of what was paid, 0 to 1, also of orders that were given back whole. */
  return_rate: v.nullable(v.number()),
  /** Discounts of what the lines would have cost, 0 to 1, of orders that say it. */
  discount_share: v.nullable(v.number()),
  /** What a piece cost on average, before discounts of the order. */
  average_item_price: v.nullable(whole),
  currency: v.string(),
  /** Median of the days between two purchases; null for a single purchase. */
  days_between_orders: v.nullable(v.number()),
  accepts_email: v.nullable(v.boolean()),
  accepts_sms: v.nullable(v.boolean()),
  tags: v.array(v.string()),
  /** Most bought first, at most 20; `title` is null for an item that is not in the catalogue. */
  items: v.array(
    v.object({
      item_id: v.string(),
      title: v.nullable(v.string()),
      orders: whole,
      last_at: v.nullable(whole),
    }),
  ),
  /** Most bought first, at most 10. */
  categories: v.array(v.object({ category: v.string(), orders: whole, last_at: v.nullable(whole) })),
  brands: v.array(v.object({ brand: v.string(), orders: whole, last_at: v.nullable(whole) })),
  /** Where the orders were placed, most often first. */
  channels: v.array(
    v.object({ channel: v.picklist(ORDER_CHANNELS), orders: whole, last_at: v.nullable(whole) }),
  ),
  /** Days with a purchase by month, January first, and by weekday, Monday first, in UTC. */
  months: v.pipe(v.array(whole), v.length(12)),
  weekdays: v.pipe(v.array(whole), v.length(7)),
  /** What became of the offers that were made to the person. */
  answers: v.object({ accepted: whole, rejected: whole, ignored: whole }),
  /**
   * Fifths of the shop's customers by days since the last purchase, number of purchases and what was paid, 1 to 5, and the cluster; null
   * for a person without dated orders, and with fewer than 100 customers. `cluster` is null where the customers do not differ.
   */
  groups: v.nullable(
    v.object({
      ...{ recency_score: whole, frequency_score: whole, monetary_score: whole },
      cluster: v.nullable(v.string()),
    }),
  ),
  /** Null for a person without dated orders, and while too few of the shop's customers came back to tell. */
  expected: v.nullable(
    v.object({
      /** Probability that the person still buys in this shop; 1 after a single purchase, which says nothing. */
      probability_active: v.number(),
      /** Days on which the person buys, in the next 90 and 365 days. */
      orders_90_days: v.number(),
      orders_365_days: v.number(),
      /** What a purchase is expected to cost, and all of the next 365 days; null without amounts. */
      order_value: v.nullable(whole),
      spent_365_days: v.nullable(whole),
      /** Last purchase and the usual gap; null for a single purchase. */
      next_order_at: v.nullable(whole),
    }),
  ),
})
export type CustomerProfile = v.InferOutput<typeof customerProfile>

/** The profile with what the merchant says of the person. */
export const customerView = v.object({
  ...customerProfile.entries,
  /** See PUT /v1/customers. */
  details: v.record(v.string(), v.unknown()),
})
export type CustomerView = Omit<v.InferOutput<typeof customerView>, 'details'> & { details: CustomerDetails }
