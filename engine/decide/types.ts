import type {
  Channel,
  DecisionStage,
  DecisionStatus,
  OfferKind,
  WithheldCode,
} from '../../vocabulary/decisions/offers.ts'

/** Why an offer is withheld. */
export type Withheld = {
  stage: DecisionStage
  code: WithheldCode
  /** The limit of contacts and its days, or the days of a rest. */
  max?: number
  days?: number
  /** The other offer of a conflict. */
  offer_id?: string
}

/** A contact that was made or is planned. */
export type Contact = { at: number; channel: Channel; offer_id: string; categories: readonly string[] }

/** An earlier decision about the person. Times in UTC milliseconds. */
export type PastDecision = {
  offer_id: string
  categories: readonly string[]
  status: DecisionStatus
  created_at: number
  /** When it was answered, or ended without an answer; null while it is open. */
  ended_at: number | null
  /** The last times at which the person saw it on a page. */
  seen_at: readonly number[]
}

/** What the person got so far. */
export type History = {
  contacts: readonly Contact[]
  decisions: readonly PastDecision[]
  /** Contacts with the other buyers of the person's accounts; none where no window counts them. */
  colleagues: readonly Contact[]
}

/** What the engine compares of an offer for one person. Money in minor units of the shop's currency. */
export type OfferCandidate = {
  offer_id: string
  kind: OfferKind
  /** Category paths of the items that it proposes; none for a service. */
  categories: readonly string[]
  /** First moment at which it is no longer valid. */
  ends_at: number
  conflicts: readonly { offer_id: string; days: number | null }[]
  /** Offers after whose refusal this one may be made; empty for an offer of its own. */
  follow_up_of: readonly string[]
}
