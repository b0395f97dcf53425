import { expectedPurchases, probabilityAlive } from '../../engine/customer/bg-nbd.ts'
import { clusterOf } from '../../engine/customer/clusters.ts'
import { expectedSpending } from '../../engine/customer/gamma-gamma.ts'
import { purchasingOf, spendingOf, usualGap } from '../../engine/customer/purchasing.ts'
import { rfmOf, scoresOf } from '../../engine/customer/rfm.ts'
import type { CustomerProfile } from '../../schema/customers/profile.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { PersonRows, Totals } from '../store/customers/purchases.ts'

/** Weeks of 90 and of 365 days. */
const [QUARTER, YEAR] = [90 / 7, 365 / 7]

/** Four digits of a number that is no amount. */
const rounded = (value: number): number => Number(value.toPrecision(4))

/** A person's purchases and what is expected of them. @param now UTC milliseconds */
export function profileOf(
  customer: string,
  rows: PersonRows,
  currency: string,
  now: number,
): CustomerProfile {
  const { days, totals, customer: known } = rows
  const gap = usualGap(days)
  const asked = (value: number | null | undefined) => (value == null ? null : value === 1)
  return {
    customer,
    orders: totals.orders,
    first_order_at: totals.first_at,
    last_order_at: totals.last_at,
    total_spent: totals.paid,
    ...moneyOf(totals),
    average_order_value: totals.own_currency === 0 ? null : Math.round(totals.paid / totals.own_currency),
    currency,
    days_between_orders: gap ?? null,
    accepts_email: asked(known?.accepts_email),
    accepts_sms: asked(known?.accepts_sms),
    tags: known ? JSON.parse(known.tags).sort() : [],
    items: rows.items,
    categories: rows.categories,
    brands: rows.brands,
    channels: rows.channels,
    ...seasonOf(days),
    answers: rows.answers,
    groups: groupsOf(rows, now),
    expected: expectedOf(rows, gap, now),
  }
}

/** Margin, and shares of money; null where nothing is known. */
function moneyOf({ paid, refunded, discount, subtotal, pieces, priced, margin }: Totals) {
  return {
    margin: margin === null ? null : Math.round(margin),
    return_rate: paid + refunded > 0 ? rounded(refunded / (paid + refunded)) : null,
    discount_share: subtotal > 0 ? rounded(discount / subtotal) : null,
    average_item_price: pieces > 0 ? Math.round(priced / pieces) : null,
  }
}

/** Days with a purchase by month, January first, and by weekday, Monday first, in UTC. */
function seasonOf(days: PersonRows['days']): { months: number[]; weekdays: number[] } {
  const [months, weekdays] = [Array<number>(12).fill(0), Array<number>(7).fill(0)]
  for (const { day } of days) {
    const date = new Date(day * DAY)
    const [month, weekday] = [date.getUTCMonth(), (date.getUTCDay() + 6) % 7]
    months[month] = (months[month] ?? 0) + 1
    weekdays[weekday] = (weekdays[weekday] ?? 0) + 1
  }
  return { months, weekdays }
}

function groupsOf({ days, model }: PersonRows, now: number): CustomerProfile['groups'] {
  if (!model?.groups || days.length === 0) return null
  const { breaks, clusters } = model.groups
  const own = rfmOf(days, Math.floor(now / DAY))
  const { recency, frequency, monetary } = scoresOf(own, breaks)
  return {
    ...{ recency_score: recency, frequency_score: frequency, monetary_score: monetary },
    cluster: (clusters && clusterOf(own, clusters)) ?? null,
  }
}

function expectedOf(
  { days, totals, model }: PersonRows,
  gap: number | undefined,
  now: number,
): CustomerProfile['expected'] {
  const parameters = model?.parameters
  if (!parameters || days.length === 0) return null
  const buying = purchasingOf(days, Math.floor(now / DAY))
  const spending = spendingOf(days)
  const value =
    parameters.spending && spending ? Math.round(expectedSpending(parameters.spending, spending)) : null
  const in_a_year = expectedPurchases(parameters, buying, YEAR)
  return {
    probability_active: rounded(probabilityAlive(parameters, buying)),
    orders_90_days: rounded(expectedPurchases(parameters, buying, QUARTER)),
    orders_365_days: rounded(in_a_year),
    order_value: value,
    spent_365_days: value === null ? null : Math.round(value * in_a_year),
    next_order_at:
      gap === undefined || totals.last_at === null ? null : Math.round(totals.last_at + gap * DAY),
  }
}
