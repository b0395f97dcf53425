import type { CampaignCheck } from '../../../../schema/campaigns/check.ts'
import { number } from '../../../format.ts'
import { Card } from '../../../parts/page.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { sayReason } from '../say.ts'

/** From the audience to the contacts: how many customers are left after each step, and why the others are not. */
export function Reach({ plan }: { plan: CampaignCheck }) {
  const t = campaignTexts.value.plan
  const { audience, eligible, blocked, contacts, control, spare, overlaps } = plan
  const rest = [
    ...(spare > 0 ? [[spare, t.spare] as const] : []),
    ...(control > 0 ? [[control, t.held] as const] : []),
  ]
  return (
    <Card title={t.reach} lead={t.in_words(number(audience), number(eligible), number(contacts))}>
      <ul class="funnel">
        <Bar of={audience} value={audience} says={t.in_audience} />
        {blocked.map(({ stage, code, customers }) => (
          <Bar key={`${stage} ${code}`} of={audience} value={customers} says={sayReason(code)} isLoss />
        ))}
        <Bar of={audience} value={eligible} says={t.eligible} />
        {rest.map(([customers, says]) => (
          <Bar key={says} of={audience} value={customers} says={says} isLoss />
        ))}
        <Bar of={audience} value={contacts} says={t.contacted} />
      </ul>
      {overlaps.length > 0 && (
        <div class="stack tight">
          <h3>{t.overlaps}</h3>
          <ul>
            {overlaps.map(({ campaign_id, name, customers }) => (
              <li key={campaign_id}>
                <a href={`/console/campaigns/${encodeURIComponent(campaign_id)}`}>
                  {t.overlap(number(customers), name)}
                </a>
              </li>
            ))}
          </ul>
          <p class="soft small">{t.overlap_lead}</p>
        </div>
      )}
    </Card>
  )
}

type BarProps = { of: number; value: number; says: string; isLoss?: boolean }

/** A number of customers as a bar beside its words. A loss is a part that goes no further. */
const Bar = ({ of, value, says, isLoss = false }: BarProps) => (
  <li class={isLoss ? 'loss' : ''}>
    <span class="count">
      {isLoss && '− '}
      {number(value)}
    </span>
    <span class="says">{says}</span>
    <span class="track" aria-hidden="true">
      <span style={{ width: `${of > 0 ? (100 * value) / of : 0}%` }} />
    </span>
  </li>
)
