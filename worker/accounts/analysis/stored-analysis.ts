import type { AccountRow, Opening } from '../../../engine/accounts/account-row.ts'
import type { AccountAudit } from '../../../engine/accounts/audit.ts'
import type { Ledger } from '../../../engine/accounts/ledger.ts'
import type { OpeningReason } from '../../../engine/accounts/opening-reasons.ts'
import type { StoredAudit, StoredCell, StoredOpening } from '../../../schema/accounts/white-space.ts'

/** Days of a period of the trend, which engine/accounts/audit.ts has, and of a year. */
const [PERIOD, YEAR] = [30, 365]

const whole = (amount: number): number => Math.round(amount)
const digits = (value: number): number => Number(value.toPrecision(4))

/** What an account has bought, by family. */
export const storedCells = (ledger: Ledger, { account, owned }: AccountRow): StoredCell[] =>
  owned.map(({ family, state, times, last_day, usual_days, spend }) => ({
    ...{ f: family, lapsed: state === 'lapsed', orders: times, last: last_day, year: whole(spend) },
    first: ledger.visitDays[ledger.visitStarts[ledger.cellOf(account, family)] ?? 0] ?? last_day,
    due: usual_days > 0 ? last_day + whole(usual_days) : null,
  }))

/** Probability from which a family is worth a talk although accounts that buy alike hardly buy it. */
const WORTH_A_TALK = 0.02

/** Whether there is white space: accounts that buy alike spend more on the family, or the account may well buy it all the same. */
const isOpening = ({ gap, probability }: Opening): boolean => gap >= 1 || probability >= WORTH_A_TALK

/** The openings of an account, best first. @param items items with which each family is best begun */
export const storedOpenings = (
  { openings, peers }: AccountRow,
  families: readonly string[],
  items: readonly string[][],
): StoredOpening[] =>
  openings
    .filter(isOpening)
    .map(({ family, state, probability, gap, expected_margin, is_margin_assumed, reasons }) => ({
      ...{ f: family, lapsed: state === 'lapsed', p: digits(probability), gap: whole(gap) },
      ...{
        margin: whole(expected_margin.value),
        low: whole(expected_margin.low),
        high: whole(expected_margin.high),
      },
      ...{ assumed: is_margin_assumed, items: items[family] ?? [] },
      reasons: reasons.map((reason) => named(reason, families, peers)),
    }))

function named(
  reason: OpeningReason,
  families: readonly string[],
  peers: number,
): StoredOpening['reasons'][number] {
  if (reason.code === 'goes_with') return { code: reason.code, family: families[reason.family] ?? '' }
  if (reason.code === 'peers') return { code: reason.code, share: digits(reason.share), accounts: peers }
  if (reason.code === 'popular') return { code: reason.code, share: digits(reason.share) }
  return reason
}

/** The audit of an account. */
export function storedAudit({ share_of_wallet, peers }: AccountRow, audit: AccountAudit): StoredAudit {
  const { orders, first_day, last_day, rhythm, spend, spend_before, trend, concentration, margin } = audit
  // The slope of 30 days, as a change of a year in percent of what is spent in one.
  const percent = (slope: number) => digits((100 * slope * (YEAR / PERIOD) ** 2) / spend)
  return {
    ...{ orders, first: first_day ?? 0, last: last_day ?? 0, peers },
    ...{
      rhythm: rhythm?.usual_days ?? null,
      due: rhythm?.due_day ?? null,
      is_overdue: rhythm?.is_overdue ?? false,
    },
    ...{ year: whole(spend), year_before: spend_before === null ? null : whole(spend_before) },
    trend:
      trend && spend > 0
        ? { percent: percent(trend.value), low: percent(trend.low), high: percent(trend.high) }
        : null,
    ...{
      largest_share: digits(concentration?.share ?? 0),
      concentration: digits(concentration?.herfindahl ?? 0),
    },
    margin_share: margin && digits(margin.rate),
    wallet_share: share_of_wallet === null ? null : digits(share_of_wallet),
  }
}
