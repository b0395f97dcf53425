import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import { money, number } from '../../format.ts'
import { campaignTexts } from '../../texts/campaigns.ts'
import { Calendar } from './calendar.tsx'
import { ListPage } from './list-page.tsx'
import { MOODS, sayDays, sayWorth } from './say.ts'

/** Campaigns of a page. */
const SHOWN = 20

/** All campaigns, and when contacts were made and are planned. */
export function Campaigns() {
  return (
    <ListPage<CampaignView>
      at="campaigns"
      path="/v1/campaigns"
      form="/console/campaigns/new"
      shown={SHOWN}
      texts={campaignTexts.value.campaigns}
      row={(campaign) => <Row key={campaign.campaign_id} campaign={campaign} />}
    >
      <Calendar />
    </ListPage>
  )
}

/** What a campaign has brought, where that can be told. */
function sayNet(results: CampaignView['results']): string | null {
  if (!results) return null
  const { net } = results
  const isClear = net !== null && (net.low > 0 || net.high < 0)
  return isClear ? money(net.value) : campaignTexts.value.campaigns.early
}

/** A campaign in the list: where it stands, and what is expected of it and has come. */
function Row({ campaign }: { campaign: CampaignView }) {
  const t = campaignTexts.value.campaigns
  const { campaign_id, name, status, plan, results, repeats } = campaign
  const figures = [
    [t.contacts, plan && number(plan.contacts)],
    [t.expected, plan && sayWorth(campaign.goal ?? 'margin', plan.worth.value)],
    [t.so_far, sayNet(results)],
  ] as const
  return (
    <li>
      <div class="stack tight">
        <span class="row">
          <a href={`/console/campaigns/${encodeURIComponent(campaign_id)}`}>{name}</a>
          <span class={`tag ${MOODS[status]}`}>{t.status[status]}</span>
        </span>
        <span class="soft small">
          {[sayDays(campaign), repeats ? t.repeats : ''].filter(Boolean).join(' · ')}
        </span>
      </div>
      <dl>
        {figures.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
