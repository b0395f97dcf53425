import type { AccountAudit, AccountBrief } from '../../../../schema/accounts/brief.ts'
import { date, days, money, number, percent } from '../../../format.ts'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { shortName } from '../family-name.ts'

/** How the account buys: figures, and the families with their rhythm. */
export function Audit({ brief: { audit } }: { brief: AccountBrief }) {
  const t = accountTexts.value.brief
  if (!audit) return null
  return (
    <Card title={t.audit}>
      <dl class="facts">
        {figuresOf(audit).map(([name, value]) => (
          <div key={name}>
            <dt>{t.figures[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft small">{audit.peers === 0 ? t.peers_all : t.peers(audit.peers)}</p>
      <Scroll label={t.families}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.family}</th>
              <th scope="col" class="number">
                {t.spent}
              </th>
              <th scope="col">{t.last}</th>
              <th scope="col">{t.next}</th>
            </tr>
          </thead>
          <tbody>
            {audit.families.map(({ family, state, spent, last_at, next_at }) => (
              <tr key={family}>
                <td>
                  {shortName(family)} {state === 'lapsed' && <span class="tag warn">{t.states.lapsed}</span>}
                </td>
                <td class="number">{money(spent)}</td>
                <td>{date(last_at)}</td>
                <td>{next_at === null || state === 'lapsed' ? '' : date(next_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  )
}

type Figure = keyof typeof accountTexts.value.brief.figures

/** The figures that are known. */
function figuresOf(audit: AccountAudit): [Figure, string][] {
  const { spent_before, days_between_orders, next_order_at, margin_share, wallet_share } = audit
  return [
    ['spent', money(audit.spent)],
    ...(spent_before === null ? [] : [['spent_before', money(spent_before)] satisfies [Figure, string]]),
    ['orders', number(audit.orders)],
    ...(days_between_orders === null
      ? []
      : [['rhythm', days(days_between_orders)] satisfies [Figure, string]]),
    ...(next_order_at === null ? [] : [['next', date(next_order_at)] satisfies [Figure, string]]),
    ...(margin_share === null ? [] : [['margin', percent(margin_share)] satisfies [Figure, string]]),
    ['largest', percent(audit.largest_family_share)],
    ...(wallet_share === null ? [] : [['wallet', percent(wallet_share)] satisfies [Figure, string]]),
  ]
}
