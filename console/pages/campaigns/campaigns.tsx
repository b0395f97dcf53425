import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import { useResource } from '../../api/resource.ts'
import { money, number } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { campaignTexts } from '../../texts/campaigns.ts'
import { Areas } from './areas.tsx'
import { Calendar } from './calendar.tsx'
import { MOODS, sayDays, sayWorth } from './say.ts'

/** Campaigns of a page. */
const SHOWN = 20

/** All campaigns, and when contacts were made and are planned. */
export function Campaigns() {
  const any = useResource<{ items: CampaignView[] }>('/v1/campaigns?limit=1')
  const t = campaignTexts.value.campaigns
  const isEmpty = any.data?.items.length === 0
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="campaigns"
      actions={
        may('editor') &&
        any.data &&
        !isEmpty && (
          <a class="button primary" href="/console/campaigns/new">
            {t.new}
          </a>
        )
      }
    >
      <Areas at="campaigns" />
      <Loaded of={any}>
        {() =>
          isEmpty ? (
            <Empty>
              <p>{t.empty}</p>
              {may('editor') && (
                <a class="button primary" href="/console/campaigns/new">
                  {t.begin}
                </a>
              )}
            </Empty>
          ) : (
            <Card title={t.list}>
              <Paged<CampaignView> path="/v1/campaigns" query={{ limit: SHOWN }} none={t.empty}>
                {(rows) => (
                  <ul class="rows campaigns">
                    {rows.map((campaign) => (
                      <Row key={campaign.campaign_id} campaign={campaign} />
                    ))}
                  </ul>
                )}
              </Paged>
            </Card>
          )
        }
      </Loaded>
      <Calendar />
    </Page>
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
