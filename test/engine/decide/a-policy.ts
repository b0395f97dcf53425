import type { ContactPolicy, Rests } from '../../../engine/decide/policy.ts'
import type { Contact, History, OfferCandidate, PastDecision } from '../../../engine/decide/types.ts'

/** Noon of a Monday, UTC. */
export const NOON = Date.UTC(2026, 0, 5, 12)

/** No offer rests. */
export const NO_RESTS: Rests = { accepted: 0, rejected: 0, rejected_category: 0, ignored: 0, seen: 0 }

/** A policy without limits, with some parts changed. */
export const policy = (change: Partial<ContactPolicy> = {}): ContactPolicy => ({
  ...{ windows: [], rests: NO_RESTS, times: { blackout: new Set() }, least_gap_hours: 0 },
  ...change,
})

/** An offer of green tea. */
export const tea = (change: Partial<OfferCandidate> = {}): OfferCandidate => ({
  ...{ offer_id: 'tea', kind: 'cross_sell', categories: ['Drinks > Tea > Green'], ends_at: Infinity },
  ...{ conflicts: [], follow_up_of: [], ...change },
})

/** An e-mail about the offer of green tea. */
export const email = (at: number, change: Partial<Contact> = {}): Contact => ({
  ...{ at, channel: 'email', offer_id: 'tea', categories: ['Drinks > Tea > Green'] },
  ...change,
})

/** An earlier decision about the offer of green tea, made long ago. */
export const decision = (change: Partial<PastDecision> = {}): PastDecision => ({
  ...{ offer_id: 'tea', categories: ['Drinks > Tea > Green'], status: 'delivered', created_at: 0 },
  ...{ ended_at: null, seen_at: [], ...change },
})

export const history = (change: Partial<History> = {}): History => ({
  ...{ contacts: [], decisions: [], colleagues: [], ...change },
})
