import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { UNDATED_OPT_IN } from '../../../vocabulary/customers.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { date, number } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Pairs } from '../../parts/pairs.tsx'
import { texts } from '../../texts/index.ts'

/** What the merchant said of a customer, by a file or a call; nothing for somebody of whom nothing was said. */
export function Details({ details }: { details: CustomerDetails }) {
  const t = texts.value.customers
  const { group, account, locale, market, time_zone, birth_year, satisfaction } = details
  const { consents = {}, attributes = {}, do_not_offer_until: until = 0 } = details
  const rows: (readonly [string, string | undefined])[] = [
    [t.group, group],
    [t.account, account],
    [t.language, locale],
    [t.market, market],
    [t.time_zone, time_zone],
    [t.birth_year, birth_year === undefined ? undefined : String(birth_year)],
    ...Object.entries(consents).map(
      ([channel, { given, at }]) =>
        [
          texts.value.offers.channels[channel as Channel],
          `${given ? t.agreed : t.not_agreed}${at > UNDATED_OPT_IN ? ` (${date(at)})` : ''}`,
        ] as const,
    ),
    ...Object.entries(attributes).map(([name, value]) => [name, saidOf(value)] as const),
    [t.satisfaction, satisfaction === undefined ? undefined : number(satisfaction)],
    [t.complaint, details.complaint_open ? texts.value.common.yes : undefined],
    [t.objects, details.objects_to_profiling ? texts.value.common.yes : undefined],
    [
      t.no_offers_until,
      until > Date.now() ? `${date(until)} ${details.do_not_offer_reason ?? ''}` : undefined,
    ],
  ]
  if (rows.every(([, value]) => value === undefined)) return null
  return (
    <Card title={t.told}>
      <Pairs rows={rows} />
    </Card>
  )
}

const saidOf = (value: string | number | boolean): string => {
  if (typeof value === 'boolean') return value ? texts.value.common.yes : texts.value.common.no
  // Not as an amount: an attribute may be a number of a customer or a contract.
  return String(value)
}
