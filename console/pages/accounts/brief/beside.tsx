import { useState } from 'preact/hooks'
import type { AccountBrief } from '../../../../schema/accounts/brief.ts'
import { call } from '../../../api/call.ts'
import { date, list, money, percent } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { texts } from '../../../texts/index.ts'
import { shortName } from '../family-name.ts'

type Of = { brief: AccountBrief }

/** Further openings, and those that must not be talked about now. */
export function Blocked({ brief: { more, blocked } }: Of) {
  const { brief: t, outcome } = accountTexts.value
  const { channels } = texts.value.offers
  return (
    <>
      {more.length > 0 && (
        <Card title={t.more}>
          <ul class="rows">
            {more.map(({ family, margin, probability }) => (
              <li key={family}>
                {shortName(family)}{' '}
                <span class="soft small">{`${percent(probability)} · ${money(margin)}`}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {blocked.length > 0 && (
        <Card title={t.blocked}>
          <ul class="rows">
            {blocked.map(({ family, block, reason, channel, at, until }) => (
              <li key={family}>
                <strong>{shortName(family)}</strong> {t.blocks[block]}
                {reason && ` (${outcome.refusals[reason]})`}
                <span class="soft small">
                  {channel && at !== null && ` · ${t.on_channel(channels[channel], date(at))}`}
                  {until !== null && ` · ${t.until(date(until))}`}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

/** What was sent to its buyers, shown or said on any channel. */
export function Contacts({ brief: { contacts } }: Of) {
  const t = accountTexts.value.brief
  const { offers, decisions } = texts.value
  const states: Readonly<Record<string, string>> = {
    ...decisions.status,
    ...accountTexts.value.outcome.kinds,
  }
  return (
    <Card title={t.contacts}>
      {contacts.length === 0 ? (
        <p class="soft">{t.contacts_none}</p>
      ) : (
        <ul class="rows">
          {contacts.map(({ at, channel, what, status }) => (
            <li key={`${at} ${channel} ${what}`}>
              {shortName(what)}{' '}
              <span class="soft small">{`${offers.channels[channel]}, ${date(at)} · ${states[status]}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Open quotes, and what the account plans. */
export function Plans({ brief: { account } }: Of) {
  const t = accountTexts.value.brief
  const { quotes, plans } = account
  return (
    <>
      {quotes.length > 0 && (
        <Card title={t.quotes}>
          <ul class="rows">
            {quotes.map(({ quote_id, status, at, amount }) => (
              <li key={quote_id}>
                {quote_id}{' '}
                <span class="soft small">
                  {[t.quote_states[status], at === null ? '' : date(at), amount === null ? '' : money(amount)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {plans.length > 0 && (
        <Card title={t.plans}>
          <ul class="rows">
            {plans.map(({ at, text }) => (
              <li key={`${at} ${text}`}>
                {text} <span class="soft small">{date(at)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

/** Who buys for it: what they do there, and no names. */
export function People({ brief: { buyers } }: Of) {
  const t = accountTexts.value.brief
  return (
    <Card title={t.people}>
      {buyers.length === 0 ? (
        <p class="soft">{t.people_none}</p>
      ) : (
        <ul class="rows">
          {buyers.map(({ customer, role, orders, last_order_at, until, since, families }) => (
            <li key={`${customer} ${since}`}>
              {role || t.no_role}{' '}
              <span class="soft small">
                {t.orders(orders, last_order_at === null ? '' : date(last_order_at))}
                {families.length > 0 && ` · ${list(families.map(shortName))}`}
                {until !== null && ` · ${t.left(date(until))}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Lists to order again, or to quote. */
export function Lists({ brief: { account } }: Of) {
  const t = accountTexts.value.brief
  const path = `/v1/accounts/${encodeURIComponent(account.account_id)}/items`
  const [none, setNone] = useState(false)
  const openCart = async () => {
    const { cart_url } = await call<{ cart_url: string | null }>(path).catch(() => ({ cart_url: null }))
    if (cart_url === null) setNone(true)
    else open(cart_url, '_blank', 'noreferrer')
  }
  return (
    <Card title={t.lists}>
      <div class="row no-print">
        <a class="button" href={`${path}?of=usual&form=csv`} download>
          {t.usual}
        </a>
        <a class="button" href={`${path}?of=openings&form=csv`} download>
          {t.begin_with}
        </a>
        {!none && <Button onPress={() => void openCart()}>{t.cart}</Button>}
      </div>
      {none && <p class="soft">{t.no_cart}</p>}
    </Card>
  )
}
