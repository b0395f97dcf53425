import type { Comparison } from '../text/gains/gain.ts'

/** An item that could be taken instead of the seed. */
export type Alternative = {
  item: number
  /** > 0; only the order means anything. */
  score: number
  /** Owners of the seed who later bought this item for the first time. */
  switches: number
  /** Customers who bought the seed; an order without a customer is a customer of its own. */
  owners: number
  /** Visitors who opened both pages; only of a related item that got its place by them. */
  viewers?: number
}

/** A more expensive alternative with its gains and losses. */
export type Upgrade = Alternative & Comparison

/** The alternatives of one item, each list best first. */
export type ItemAlternatives = {
  /** At most 8 more expensive items of the family: of the narrow price band, then of the wide one. */
  upgrade: Upgrade[]
  /** At most 6 cheaper ones of its family, likewise. */
  downgrade: Alternative[]
  /** At most 12 similar ones, of any price. */
  related: Alternative[]
}

/** Customers who must have switched to an item without a gain, so that it is no coincidence. */
const MIN_SWITCHES = 2
/**
 * Least share of the owners that they must be: of a thousand owners, two have switched to many things. On Online Retail, 4.2 of a
 * hundred upgrades shown so were bought later, without the share 4.1; with 0.03, which shows a third less, 4.7 (`bench -- upgrade`).
 */
const MIN_SWITCHED_SHARE = 0.01

/** Whether something says that a more expensive item is an upgrade: a clear gain, or customers who switched to it. */
export const isWorthwhile = ({
  switches,
  owners,
  clear,
}: Pick<Alternative, 'switches' | 'owners'> & { clear?: boolean | undefined }): boolean =>
  clear === true || (switches >= MIN_SWITCHES && switches >= MIN_SWITCHED_SHARE * owners)

/** Longest list of each kind. */
export const MAX_UPGRADES = 8
export const MAX_DOWNGRADES = 6
export const MAX_RELATED = 12
