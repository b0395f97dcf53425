import { difference, poissonInterval } from '../../../engine/numbers/intervals.ts'
import { shareOf } from './range.ts'

type Counted = { seen: number; clicked: number }

/**
 * Clicks for each view with their 95 % interval; null without views. A view may bring several clicks, so that clicks are counted
 * events and not a share.
 */
export function clickRate({ seen, clicked }: Counted) {
  const { low, high } = poissonInterval(clicked)
  return {
    click_rate: shareOf(clicked, seen),
    click_rate_low: shareOf(low, seen),
    click_rate_high: shareOf(high, seen),
  }
}

/** The change of the click rate against another range, with its 95 % interval; null where one of them has no views. */
export function rateAgainst(now: Counted, before: Counted) {
  const of = ({ seen, clicked }: Counted) => {
    const { low, high } = poissonInterval(clicked)
    return { value: clicked / seen, low: low / seen, high: high / seen }
  }
  const change = now.seen > 0 && before.seen > 0 ? difference(of(now), of(before)) : undefined
  return {
    click_rate_change: change?.value ?? null,
    click_rate_change_low: change?.low ?? null,
    click_rate_change_high: change?.high ?? null,
  }
}
