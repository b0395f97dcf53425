import { useRoute } from 'preact-iso'
import type { CustomerProfile, CustomerView } from '../../../schema/customers/profile.ts'
import { useResource } from '../../api/resource.ts'
import { ago, date, days, list, money, monthName, number, percent } from '../../format.ts'
import { clusterName } from '../../parts/cluster-name.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Pairs } from '../../parts/pairs.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { Contacts } from './contacts.tsx'
import { Details } from './details.tsx'
import { Likely } from './likely.tsx'
import { NextOffer } from './next-offer.tsx'

/** One customer: what they bought, and what may be expected of them. */
export function Customer() {
  const { params } = useRoute()
  const profile = useResource<CustomerView>(`/v1/customers/${encodeURIComponent(params.customer ?? '')}`)
  const t = texts.value.customers
  return (
    <Page help="customers" title={t.one} actions={<a href="/console/customers">{t.another}</a>}>
      <Loaded of={profile}>
        {(data) => (
          <>
            <Card title={t.so_far}>
              <SoFar profile={data} />
            </Card>
            <Details details={data.details} />
            <Card title={t.expected} lead={t.expected_lead}>
              <Expected profile={data} />
            </Card>
            <Likely customer={data.customer} />
            <NextOffer customer={data.customer} />
            <Contacts customer={data.customer} />
            <Bought
              title={t.items}
              what={t.item}
              rows={data.items.map(({ item_id, title, ...rest }) => ({ name: title ?? item_id, ...rest }))}
            />
            <Bought
              title={t.categories}
              what={t.category}
              rows={data.categories.map(({ category, ...rest }) => ({ name: category, ...rest }))}
            />
            <Bought
              title={t.brands}
              what={t.brand}
              rows={data.brands.map(({ brand, ...rest }) => ({ name: brand, ...rest }))}
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function SoFar({ profile }: { profile: CustomerProfile }) {
  const t = texts.value.customers
  const {
    first_order_at,
    last_order_at,
    average_order_value: average,
    days_between_orders: gap,
    groups,
  } = profile
  const { channels, currency } = profile
  const amount = (value: number | null) => (value === null ? undefined : money(value, currency))
  const { accepted, rejected, ignored } = profile.answers
  const answers =
    accepted + rejected + ignored > 0
      ? t.answered(number(accepted), number(rejected), number(ignored))
      : undefined
  const may = (allowed: boolean | null) => (allowed === null ? undefined : allowed ? t.agreed : t.not_agreed)
  return (
    <Pairs
      rows={[
        [t.orders, number(profile.orders)],
        [t.first, first_order_at === null ? undefined : date(first_order_at)],
        [t.last, last_order_at === null ? undefined : `${date(last_order_at)} (${ago(last_order_at)})`],
        [t.spent, money(profile.total_spent, profile.currency)],
        [t.average, average === null ? undefined : money(average, profile.currency)],
        [t.item_price, amount(profile.average_item_price)],
        [t.margin, amount(profile.margin)],
        [t.returned, profile.return_rate ? percent(profile.return_rate) : undefined],
        [t.discounted, profile.discount_share ? percent(profile.discount_share) : undefined],
        [t.gap, gap === null ? undefined : days(gap)],
        [t.months, busiestMonths(profile.months)],
        [
          t.channels,
          channels.length > 0 ? list(channels.map(({ channel }) => t.placed[channel])) : undefined,
        ],
        [t.answers, answers],
        [t.email, may(profile.accepts_email)],
        [t.sms, may(profile.accepts_sms)],
        [t.tags, profile.tags.length > 0 ? profile.tags.join(', ') : undefined],
        [
          t.scores,
          groups
            ? `${groups.recency_score} · ${groups.frequency_score} · ${groups.monetary_score}`
            : undefined,
        ],
        [t.cluster, groups?.cluster ? clusterName(groups.cluster) : undefined],
      ]}
    />
  )
}

/** Days of purchases below which months are chance. */
const LEAST_DAYS = 6

/** The months with at least a fifth of the purchases, the busiest first; undefined where none stands out. */
function busiestMonths(months: readonly number[]): string | undefined {
  const all = months.reduce((sum, one) => sum + one, 0)
  if (all < LEAST_DAYS) return undefined
  const busy = [...months.entries()].filter(([, count]) => count >= all / 5).sort(([, a], [, b]) => b - a)
  return busy.length > 0 ? list(busy.map(([month]) => monthName(month))) : undefined
}

function Expected({ profile: { expected, currency } }: { profile: CustomerProfile }) {
  const t = texts.value.customers
  if (!expected) return <p class="soft">{t.too_few}</p>
  const { next_order_at: next, order_value, spent_365_days } = expected
  const amount = (value: number | null) => (value === null ? undefined : money(value, currency))
  return (
    <Pairs
      rows={[
        [t.active, percent(expected.probability_active)],
        [t.in_90, number(oneDigit(expected.orders_90_days))],
        [t.in_365, number(oneDigit(expected.orders_365_days))],
        [t.order_value, amount(order_value)],
        [t.spent_365, amount(spent_365_days)],
        [t.next, next === null ? undefined : next < Date.now() ? t.overdue(date(next)) : date(next)],
      ]}
    />
  )
}

const oneDigit = (value: number): number => Math.round(10 * value) / 10

type Row = { name: string; orders: number; last_at: number | null }

/** What was bought most often; nothing without a row. */
function Bought({ title, what, rows }: { title: string; what: string; rows: readonly Row[] }) {
  const t = texts.value.customers
  if (rows.length === 0) return null
  return (
    <Card title={title}>
      <Scroll label={what}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col" class="number">
                {t.orders}
              </th>
              <th scope="col">{t.last}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, orders, last_at }) => (
              <tr key={name}>
                <td>{name}</td>
                <td class="number">{number(orders)}</td>
                <td>{last_at === null ? '' : date(last_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  )
}
