import type { AccountRow } from '../../../schema/accounts/accounts.ts'
import type { BlockedOpening, WhyNow } from '../../../schema/accounts/brief.ts'
import type { AccountOutcome } from '../../../schema/accounts/outcomes.ts'
import type { AccountAnalysis } from '../../../schema/accounts/white-space.ts'
import { type AccountRisk, CALL_REASONS } from '../../../vocabulary/accounts.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** Days before a contract ends, a plan begins or an order is due from which it is a reason to call. */
const BEFORE = { contract: 90, plan: 30, order: 7 }
/** Days for which an unanswered quote, and a plan that has begun, are a reason. */
const AFTER = { quote: 60, plan: 14 }
/** Share of one family from which losing it would lose most of the account. */
const ONE_FAMILY = 0.7

const days = (day: number): number => day * DAY

/** Whether the spend of a year falls, beyond what chance explains. */
const falls = ({ trend }: AccountAnalysis['audit']): boolean => trend !== null && trend.high < 0

/** The calls that were promised: of each family the newest outcome, if it says so. */
export function followUps(outcomes: readonly AccountOutcome[]): { family: string; at: number }[] {
  const newest = new Map<string, AccountOutcome>()
  for (const one of outcomes) {
    const before = newest.get(one.family)
    if (!before || before.at < one.at) newest.set(one.family, one)
  }
  return [...newest.values()].flatMap(({ family, follow_up_at }) =>
    follow_up_at === null ? [] : [{ family, at: follow_up_at }],
  )
}

/**
 * Why an account is worth a call now, the most pressing reason first.
 * @param families names by number, of the analysis
 * @param blocks families that must not be talked about now
 * @param now UTC milliseconds
 */
export function whyNow(
  { written }: Pick<AccountRow, 'written'>,
  analysis: Pick<AccountAnalysis, 'audit' | 'cells' | 'openings'> | undefined,
  outcomes: readonly AccountOutcome[],
  families: readonly string[],
  blocks: ReadonlyMap<string, BlockedOpening>,
  now: number,
): WhyNow[] {
  const found: WhyNow[] = []
  for (const { family, at } of followUps(outcomes)) {
    if (at <= now && blocks.get(family)?.block !== 'not_eligible')
      found.push({ reason: 'follow_up', at, about: family })
  }
  for (const { quote_id, status, at, valid_until } of written.quotes) {
    const isOld = at !== null && at < now - AFTER.quote * DAY
    if (status === 'open' && !isOld && (valid_until === null || valid_until > now)) {
      found.push({ reason: 'quote_open', at: valid_until ?? at, about: quote_id })
    }
  }
  const ends = written.contract_ends_at
  if (ends !== null && ends > now && ends < now + BEFORE.contract * DAY) {
    found.push({ reason: 'contract_ends', at: ends, about: '' })
  }
  for (const { at, text } of written.plans) {
    if (at > now - AFTER.plan * DAY && at < now + BEFORE.plan * DAY)
      found.push({ reason: 'planned', at, about: text })
  }
  const isOpen = ({ f }: { f: number }) => !blocks.has(families[f] ?? '')
  if (analysis) {
    const { audit, cells, openings } = analysis
    found.push(
      ...fromOrders({ audit, cells: cells.filter(isOpen), openings: openings.filter(isOpen) }, families, now),
    )
  }
  return found.sort((a, b) => CALL_REASONS.indexOf(a.reason) - CALL_REASONS.indexOf(b.reason))
}

function fromOrders(
  { audit, cells, openings }: Pick<AccountAnalysis, 'audit' | 'cells' | 'openings'>,
  families: readonly string[],
  now: number,
): WhyNow[] {
  const found: WhyNow[] = []
  const due = audit.due === null ? undefined : days(audit.due)
  if (due !== undefined && audit.is_overdue) found.push({ reason: 'order_overdue', at: due, about: '' })
  else if (due !== undefined && due < now + BEFORE.order * DAY)
    found.push({ reason: 'order_due', at: due, about: '' })
  if (falls(audit)) found.push({ reason: 'spend_falls', at: null, about: '' })
  // The lapsed family that was bought most.
  const [lapsed] = cells.filter((one) => one.lapsed).sort((a, b) => b.orders - a.orders || a.f - b.f)
  if (lapsed) found.push({ reason: 'family_lapsed', at: days(lapsed.last), about: families[lapsed.f] ?? '' })
  const [best] = openings
  // The lapsed family says it already.
  if (best && best.f !== lapsed?.f)
    found.push({ reason: 'white_space', at: null, about: families[best.f] ?? '' })
  return found
}

/** What may end the business with the account. @param buyers people who ordered for it */
export function risksOf(
  contract_ends_at: number | null,
  audit: AccountAnalysis['audit'],
  now: number,
  { buyers, complaint }: { buyers?: number; complaint?: boolean } = {},
): AccountRisk[] {
  const risks: AccountRisk[] = []
  if (audit.is_overdue) risks.push('order_overdue')
  if (falls(audit)) risks.push('spend_falls')
  if (audit.largest_share >= ONE_FAMILY) risks.push('one_family')
  if (buyers === 1 && audit.orders > 1) risks.push('one_buyer')
  if (contract_ends_at !== null && contract_ends_at > now && contract_ends_at < now + BEFORE.contract * DAY) {
    risks.push('contract_ends')
  }
  if (complaint) risks.push('complaint')
  return risks
}
