import type { AccountRow, Opening, OwnedFamily } from './account-row.ts'

/**
 * The compact form of a row, plain JSON: about 30 bytes an owned family and 150 an opening. Money in whole minor units; probabilities,
 * shares and rates with four decimals. See `stored` for the positions.
 */
export type StoredRow = {
  account: number
  peers: number
  never: number
  spend: number
  gap: number
  expected_margin: number
  openings: StoredOpening[]
  owned: StoredOwned[]
}

/** Family, 1 when lapsed, probability, yearly spend, gap, margin rate, 1 when assumed, expected margin, its ends, basis, reasons. */
export type StoredOpening = [
  ...[family: number, lapsed: 0 | 1, probability: number, yearly_spend: number, gap: number],
  ...[rate: number, assumed: 0 | 1, expected: number, low: number, high: number],
  ...[basis: Opening['basis'], reasons: Opening['reasons']],
]

/** Family, 1 when lapsed, days on which it was bought, last day, usual days, yearly spend, gap. */
export type StoredOwned = [
  ...[family: number, lapsed: 0 | 1, times: number, last_day: number],
  ...[usual_days: number, spend: number, gap: number],
]

/** The compact form of a row; contributions are left out, reasons tell them. */
export function stored(row: AccountRow): StoredRow {
  const { account, peers, never, spend, gap, expected_margin } = row
  return {
    ...{ account, peers, never, spend: Math.round(spend), gap: Math.round(gap) },
    expected_margin: Math.round(expected_margin),
    openings: row.openings.map(storedOpening),
    owned: row.owned.map(storedOwned),
  }
}

const fourDecimals = (value: number): number => Math.round(value * 10_000) / 10_000
const flag = (isSet: boolean): 0 | 1 => (isSet ? 1 : 0)

const storedOpening = (one: Opening): StoredOpening => [
  ...([one.family, flag(one.state === 'lapsed'), fourDecimals(one.probability)] as const),
  ...([Math.round(one.yearly_spend), Math.round(one.gap)] as const),
  ...([fourDecimals(one.margin_rate), flag(one.is_margin_assumed)] as const),
  ...([Math.round(one.expected_margin.value), Math.round(one.expected_margin.low)] as const),
  ...([Math.round(one.expected_margin.high), one.basis, one.reasons.map(storedReason)] as const),
]

const storedReason = (reason: Opening['reasons'][number]): Opening['reasons'][number] =>
  'share' in reason ? { ...reason, share: fourDecimals(reason.share) } : reason

const storedOwned = (one: OwnedFamily): StoredOwned => [
  ...([one.family, flag(one.state === 'lapsed'), one.times, one.last_day] as const),
  ...([Math.round(one.usual_days), Math.round(one.spend), Math.round(one.gap)] as const),
]
