import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import { useResource } from '../../api/resource.ts'
import { date, number } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Loaded, Notice } from '../../parts/states.tsx'
import { mayReadOfPeople } from '../../session.ts'
import { campaignTexts } from '../../texts/campaigns.ts'
import { Actions } from './actions.tsx'
import { draftOf } from './edit/draft.ts'
import { History, useHistory } from './history.tsx'
import { Members } from './members.tsx'
import { PlanReport } from './plan/plan.tsx'
import { Results } from './results/results.tsx'
import { MOODS, sayDays } from './say.ts'
import { Summary } from './summary.tsx'
import { type Names, useNames } from './use-names.ts'

/** Milliseconds after which a campaign is read again: while it is checked, and while something happens by itself. */
const [SOON, LATER] = [1_000, 15_000]

const EVERY: Partial<Record<CampaignView['status'], number>> = {
  checking: SOON,
  approved: LATER,
  running: LATER,
}

/** One campaign: what can be done with it, its plan, and what it has brought. */
export function Campaign() {
  const campaign_id = useRoute().params.campaign_id ?? ''
  const [every, setEvery] = useState<number | undefined>()
  const campaign = useResource<CampaignView>(`/v1/campaigns/${encodeURIComponent(campaign_id)}`, every)
  const names = useNames()
  const { data } = campaign
  const wished = data && EVERY[data.status]
  if (wished !== every) setEvery(wished)
  const t = campaignTexts.value.campaigns
  return (
    <Page title={data?.name ?? t.title} help="campaigns" actions={<a href="/console/campaigns">{t.title}</a>}>
      <Loaded of={campaign}>
        {(view) => <Parts campaign={view} names={names} onChange={campaign.reload} />}
      </Loaded>
    </Page>
  )
}

type PartsProps = { campaign: CampaignView; names: Names; onChange: () => void }

function Parts({ campaign, names, onChange }: PartsProps) {
  const { status, plan, started_at } = campaign
  const entries = useHistory(campaign)
  return (
    <>
      <Standing campaign={campaign} entries={entries} onChange={onChange} />
      {started_at !== null && <Results campaign={campaign} />}
      {plan && status !== 'checking' && <PlanReport campaign={campaign} plan={plan} names={names} />}
      {plan && mayReadOfPeople() && status !== 'checking' && (
        <Members campaign={campaign} offers={names.offers} />
      )}
      <Card title={campaignTexts.value.campaigns.as_written}>
        <Summary campaign={draftOf(campaign)} offers={names.offers} segments={names.segments} />
      </Card>
      <History entries={entries} />
    </>
  )
}

type StandingProps = Omit<PartsProps, 'names'> & { entries: ReturnType<typeof useHistory> }

/** Where a campaign stands, who approved it, and what can be done next. */
function Standing({ campaign, entries, onChange }: StandingProps) {
  const t = campaignTexts.value.campaigns
  const { status, started_at, ended_at, reason, looked_at } = campaign
  const says: Partial<Record<string, string>> = t.says
  const facts = [
    sayApproval(campaign, entries),
    started_at === null ? '' : t.started(date(started_at)),
    ended_at === null ? '' : t.ended(date(ended_at)),
    reason === null ? '' : t.reason(reason),
  ].filter(Boolean)
  return (
    <Card title={t.status[status]} actions={<span class={`tag ${MOODS[status]}`}>{sayDays(campaign)}</span>}>
      {status === 'checking' ? (
        <div class="stack tight" role="status">
          <p>
            <strong>{t.looked_at(number(looked_at))}</strong>
          </p>
          <p class="soft">{t.checking_lead}</p>
        </div>
      ) : (
        says[status] && <p>{says[status]}</p>
      )}
      {facts.length > 0 && <p class="soft">{facts.join(' ')}</p>}
      {status === 'draft' && reason !== null && <Notice mood="warn">{reason}</Notice>}
      <Actions campaign={campaign} onChange={onChange} />
    </Card>
  )
}

function sayApproval(
  { approver, approved_at }: CampaignView,
  entries: ReturnType<typeof useHistory>,
): string {
  const t = campaignTexts.value.campaigns
  if (!approver) return ''
  const who = entries.whoOf(approver)
  // A campaign of a version that did not note when it was approved.
  const at = approved_at ?? entries.list.find(({ did }) => did === 'approve')?.at
  return at === undefined ? t.approved_by_whom(who) : t.approved_by(who, date(at))
}
