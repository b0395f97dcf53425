import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { type Condition, customerCondition } from './condition.ts'

/** Segments of a shop. A decision reads all of them. */
export const MAX_SEGMENTS = 200

/** Whether a condition refers to a segment, which a segment itself may not. */
function namesSegment(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(namesSegment)
  if ('any' in condition) return condition.any.some(namesSegment)
  if ('not' in condition) return namesSegment(condition.not)
  return 'segment' in condition
}

const segmentCondition = v.pipe(
  customerCondition,
  v.check(
    (condition) => !namesSegment(condition),
    'A segment cannot be made of segments. Repeat their conditions.',
  ),
)

/** A named condition on customers. */
export const newSegment = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give the segment a name.'), v.maxLength(200)),
  condition: segmentCondition,
})
export type WrittenSegment = v.InferOutput<typeof newSegment>

/** A condition whose size is asked for before it is saved. */
export const segmentQuestion = v.strictObject({ condition: segmentCondition })

/** Share of the shop's customers, from a random sample, with its 95 % interval (Wilson). */
const share = v.object({ share: v.number(), low: v.number(), high: v.number() })

export const segmentSize = v.object({
  /** Customers of the sample; those of whom a fact is missing count as no members. */
  sampled: whole,
  members: whole,
  undecided: whole,
  ...share.entries,
  /** Of the members, those who are in another segment as well. */
  overlaps: v.array(v.object({ segment_id: v.string(), name: v.string(), members: whole })),
})
export type SegmentSize = v.InferOutput<typeof segmentSize>

export const segments = sqliteTable(
  'segments',
  {
    shop_id: text().notNull(),
    segment_id: text().notNull(),
    /** 1, 2, 3 … */
    version: integer().notNull(),
    name: text().notNull(),
    condition: text({ mode: 'json' }).$type<Condition>().notNull(),
    /** UTC milliseconds. */
    changed_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.segment_id] })],
)
export type SegmentRow = typeof segments.$inferSelect

/** A segment in a response. */
export const segmentView = v.object({
  segment_id: v.string(),
  version: whole,
  ...newSegment.entries,
  changed_at: whole,
})
export type SegmentView = v.InferOutput<typeof segmentView>

/** A customer in a list of members. */
export const segmentMember = v.object({ customer: v.string() })

/** Clusters of the shop's customers, found by how lately, how often and how dearly they buy. */
export const customerClusters = v.object({
  /** Customers from whom they were found, and when; null before. */
  customers: whole,
  fitted_at: v.nullable(whole),
  clusters: v.array(
    v.object({
      /** What tells its customers from the average, joined by hyphens: `recent` or `lapsed`, `frequent` or `rare`, `large` or `small` purchases. */
      name: v.string(),
      share: v.number(),
      /** Geometric means: days since the last purchase, purchases, and what one costs, in minor units. */
      days_since_last_order: v.number(),
      orders: v.number(),
      order_value: v.number(),
    }),
  ),
})
export type CustomerClusters = v.InferOutput<typeof customerClusters>
