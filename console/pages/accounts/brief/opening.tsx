import type { AccountBrief, AccountItem, BriefOpening } from '../../../../schema/accounts/brief.ts'
import type { OpeningReason } from '../../../../schema/accounts/white-space.ts'
import type { RepChannel } from '../../../../vocabulary/accounts.ts'
import { days, money, number, percent } from '../../../format.ts'
import { Thumb } from '../../../parts/thumb.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { shortName } from '../family-name.ts'
import { Outcome } from './outcome.tsx'

/** Why an opening, as a sentence. */
function sayReason(reason: OpeningReason): string {
  const t = accountTexts.value.brief.reasons
  switch (reason.code) {
    case 'peers':
      return t.peers(percent(reason.share), reason.accounts)
    case 'goes_with':
      return t.goes_with(shortName(reason.family))
    case 'bought_before':
      return t.bought_before(reason.times, days(reason.days_ago))
    case 'popular':
      return t.popular(percent(reason.share))
    default:
      return t[reason.code]()
  }
}

/** A family that the account could open: why, with what, and what to say. @param channel absent where nothing can be recorded */
export function Opening(props: { opening: BriefOpening; brief: AccountBrief; channel?: RepChannel }) {
  const { opening, brief, channel } = props
  const { family, state, probability, margin, margin_low, margin_high, margin_assumed, reasons, items } =
    opening
  const t = accountTexts.value.brief
  return (
    <li>
      <header>
        <h3>{shortName(family)}</h3>
        <span class="tag">{t.states[state]}</span>
        {opening.mark && <span class="tag">{t.marks[opening.mark]}</span>}
      </header>
      <p class="soft small">
        {t.chance(percent(probability), days(brief.horizon_days))} ·{' '}
        {t.worth(money(margin), money(margin_low), money(margin_high))}
        {margin_assumed && ` · ${t.assumed}`}
      </p>
      <ul class="sentences">
        {reasons.map((reason) => (
          <li key={reason.code}>{sayReason(reason)}</li>
        ))}
        {opening.mark_note !== '' && <li>{opening.mark_note}</li>}
      </ul>
      {items.length > 0 && <Items items={items} />}
      <Words opening={opening} />
      {channel && <Outcome opening={opening} account={brief.account} channel={channel} />}
    </li>
  )
}

const Items = ({ items }: { items: readonly AccountItem[] }) => {
  const t = accountTexts.value.brief
  return (
    <>
      <p class="label">{t.begin}</p>
      <ul class="goods">
        {items.map((item) => (
          <li key={item.item_id}>
            <Thumb url={item.image_url} />
            <span>
              {item.title}
              <span class="soft small">
                {[
                  item.price === null ? undefined : money(item.price),
                  item.list_price === null ? undefined : t.list_price(money(item.list_price)),
                  item.availability === 'out_of_stock'
                    ? t.sold_out
                    : item.stock === null
                      ? undefined
                      : t.stock(number(item.stock)),
                  item.required_parts.length > 0 ? t.needs(item.required_parts.join(', ')) : undefined,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What people wrote about the family: use cases, questions, and answers to refusals. */
function Words({ opening: { use_cases, questions, objections } }: { opening: BriefOpening }) {
  const { brief: t, outcome } = accountTexts.value
  const answered = objections.filter(({ answer }) => answer !== '')
  return (
    <>
      {use_cases.length > 0 && (
        <>
          <p class="label">{t.uses}</p>
          <ul class="sentences">
            {use_cases.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {questions.length > 0 && (
        <>
          <p class="label">{t.ask}</p>
          <ul class="sentences">
            {questions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {answered.length > 0 && (
        <>
          <p class="label">{t.objections}</p>
          <dl class="answers">
            {answered.map(({ reason, answer, times }) => (
              <div key={reason}>
                <dt>
                  {outcome.refusals[reason]}
                  {times > 0 && <span class="soft small"> ({t.said(times)})</span>}
                </dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}
