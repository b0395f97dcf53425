import type { Candidate } from '../../../engine/rank/candidate.ts'

/** A mined candidate that may be shown, with some fields changed. */
export const candidate = (item_id: string, change: Partial<Candidate> = {}): Candidate => ({
  item_id,
  source: 'mined',
  score: 0.5,
  parts: {},
  seed_item_id: 'tea',
  co_orders: 5,
  seed_orders: 50,
  item_orders: 20,
  family: null,
  published: true,
  gift_card: false,
  recommendable: true,
  exclusion: null,
  availability: 'in_stock',
  price: 1999,
  ...change,
})
