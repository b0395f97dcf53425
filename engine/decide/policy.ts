import { type Channel, isOutbound } from '../../vocabulary/decisions/offers.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { isBelow, pathOf } from '../rules/item-test.ts'
import { firstAllowedTime, type QuietTimes } from './allowed-time.ts'
import type { History, OfferCandidate, PastDecision, Withheld } from './types.ts'
import { fitsWindow } from './windows.ts'

/** At most `max` contacts in any `days`; each part that is given narrows the contacts that count. */
export type ContactWindow = {
  /** `account` counts the contacts of the person's colleagues, too. */
  scope?: 'customer' | 'account' | undefined
  channels?: readonly Channel[] | undefined
  offer_ids?: readonly string[] | undefined
  categories?: readonly string[] | undefined
  max: number
  days: number
}

/** Days for which an offer rests after an answer, and its category after a refusal; 0 for no rest. */
export type Rests = {
  accepted: number
  rejected: number
  rejected_category: number
  /** After it was ignored twice within 30 days. */
  ignored: number
  /** After it was seen three times within 7 days without an answer; on pages only. */
  seen: number
}

/** How often, when and after what a shop may make offers. */
export type ContactPolicy = {
  windows: readonly ContactWindow[]
  rests: Rests
  times: QuietTimes
  /** Hours between two contacts on any outbound channel. */
  least_gap_hours: number
}

const IGNORED_TIMES = 2
const IGNORED_DAYS = 30
const SEEN_TIMES = 3
const SEEN_DAYS = 7

const outOfPolicy = (code: Withheld['code'], more: Partial<Withheld> = {}): Withheld => ({
  ...{ stage: 'policy', code },
  ...more,
})

/** Whether a window counts contacts about this offer on this channel. */
const covers = (window: ContactWindow, channel: Channel, offer_id: string, categories: readonly string[]) =>
  (!window.channels || window.channels.includes(channel)) &&
  (!window.offer_ids || window.offer_ids.includes(offer_id)) &&
  (!window.categories || window.categories.some((one) => categories.some((own) => isIn(own, one))))

/** Whether a category path is another one or below it. */
const isIn = (path: string, root: string): boolean => isBelow(pathOf(path), pathOf(root))

/**
 * When the contact can be made, or why it cannot. On inbound channels there is no contact, so the time is now.
 * @param until first moment at which it is too late, UTC milliseconds
 */
export function contactTime(
  offer: Pick<OfferCandidate, 'offer_id' | 'categories'>,
  channel: Channel,
  until: number,
  history: History,
  policy: ContactPolicy,
  { now, zone }: { now: number; zone: string },
): { at: number } | { withheld: Withheld } {
  if (!isOutbound(channel)) return { at: now }
  const at = firstAllowedTime(now, zone, policy.times)
  if (at === undefined || at >= until) return { withheld: outOfPolicy('no_time') }
  const contacts = history.contacts.map((one) => one.at)
  // A gap of two contacts has no third one in it, so a window of one contact states it.
  if (!fitsWindow(contacts, at, 1, policy.least_gap_hours * HOUR)) {
    return { withheld: outOfPolicy('least_gap', { days: policy.least_gap_hours / 24 }) }
  }
  for (const window of policy.windows) {
    if (!covers(window, channel, offer.offer_id, offer.categories)) continue
    const { max, days, scope } = window
    const colleagues = scope === 'account' ? history.colleagues : []
    const counted = [...history.contacts, ...colleagues].filter((one) =>
      covers(window, one.channel, one.offer_id, one.categories),
    )
    const times = counted.map((one) => one.at)
    if (!fitsWindow(times, at, max, days * DAY)) {
      return { withheld: outOfPolicy(scope === 'account' ? 'account_window' : 'window', { max, days }) }
    }
  }
  return { at }
}

/** Why an offer rests for this person, if it does. */
export function restOf(
  offer: Pick<OfferCandidate, 'offer_id' | 'categories' | 'follow_up_of'>,
  channel: Channel,
  { decisions }: History,
  rests: Rests,
  now: number,
): Withheld | undefined {
  const within = (at: number | null, days: number) => at !== null && at > now - days * DAY
  const own = decisions.filter(({ offer_id }) => offer_id === offer.offer_id)
  const answered = (status: 'accepted' | 'rejected', days: number) =>
    own.some((one) => one.status === status && within(one.ended_at, days))
  if (answered('accepted', rests.accepted)) return outOfPolicy('accepted_lately', { days: rests.accepted })
  if (answered('rejected', rests.rejected)) return outOfPolicy('rejected_lately', { days: rests.rejected })
  const refused = decisions.some(
    (one) =>
      one.status === 'rejected' &&
      within(one.ended_at, rests.rejected_category) &&
      // A follow-up is the other proposal in the same category, so the refusal of its parent is what it is for.
      !offer.follow_up_of.includes(one.offer_id) &&
      one.categories.some((category) => offer.categories.some((own) => isIn(own, category))),
  )
  if (refused) {
    return outOfPolicy('category_rejected_lately', { days: rests.rejected_category })
  }
  const ignored = own.flatMap((one) => (one.status === 'ignored' ? (one.ended_at ?? []) : []))
  if (oftenLately(ignored, IGNORED_TIMES, IGNORED_DAYS, rests.ignored, now)) {
    return outOfPolicy('ignored_often', { days: rests.ignored })
  }
  const isAnswered = ({ status }: PastDecision) => status === 'accepted' || status === 'rejected'
  const seen = own.flatMap((one) => (isAnswered(one) ? [] : one.seen_at))
  if (channel === 'web' && oftenLately(seen, SEEN_TIMES, SEEN_DAYS, rests.seen, now)) {
    return outOfPolicy('seen_often', { days: rests.seen })
  }
  return undefined
}

/** Whether something happened so many times within so many days, the last time less than `rest` days ago. */
function oftenLately(times: readonly number[], often: number, days: number, rest: number, now: number) {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted.some((last, at) => {
    const first = sorted[at - often + 1]
    return first !== undefined && last - first <= days * DAY && last > now - rest * DAY
  })
}

/** A conflict with another offer that the person got. */
export function conflictOf(
  offer: Pick<OfferCandidate, 'conflicts'>,
  { decisions }: History,
  now: number,
): Withheld | undefined {
  const clash = offer.conflicts.find(({ offer_id, days }) =>
    decisions.some(
      (one) =>
        one.offer_id === offer_id &&
        one.status !== 'expired' &&
        one.status !== 'withdrawn' &&
        (days === null || one.created_at > now - days * DAY),
    ),
  )
  return clash && outOfPolicy('conflict', { offer_id: clash.offer_id })
}
