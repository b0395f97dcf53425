import type { AuditEntry } from '../../../schema/audit.ts'
import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import type { MemberView } from '../../../schema/shop/members.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { dateTime } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'

/** Entries of the log that are looked through for those of the campaign. */
const LOOKED_THROUGH = 200

type Done = { entry_id: string; at: number; who: string; did: string; reason: string }
type Entries = { list: Done[]; whoOf: (actor: AuditEntry['actor']) => string }

/** What people did with a campaign, newest first, from the log of changes. It is read again with each status. */
export function useHistory({ campaign_id, created_at, version, status }: CampaignView): Entries {
  const query = { since: created_at, limit: LOOKED_THROUGH }
  // The part behind the # is not sent; it only makes the address another one.
  const log = useResource<{ items: AuditEntry[] }>(
    `${withQuery('/v1/audit', { ...query, action: 'POST /v1/campaigns/*' })}#${version}${status}`,
  )
  const members = useResource<{ items: MemberView[] }>('/v1/members').data?.items ?? []
  const whoOf = ({ kind, id }: AuditEntry['actor']) =>
    members.find(({ member_id }) => member_id === id)?.name ?? texts.value.settings.actors[kind]
  const own = log.data?.items.filter(({ subject }) => subject.campaign_id === campaign_id) ?? []
  return { whoOf, list: own.map((entry) => doneOf(entry, whoOf(entry.actor))) }
}

function doneOf({ entry_id, at, after }: AuditEntry, who: string): Done {
  const { action, reason } = { action: undefined, reason: undefined, ...after }
  return {
    entry_id,
    at,
    who,
    did: String(action),
    reason: typeof reason === 'string' ? reason : '',
  }
}

/** Who did what with the campaign. */
export function History({ entries: { list } }: { entries: Entries }) {
  const t = campaignTexts.value.campaigns
  const did: Partial<Record<string, string>> = t.did
  if (list.length === 0) return null
  return (
    <Card title={t.history}>
      <ul class="rows">
        {list.map(({ entry_id, at, who, did: what, reason }) => (
          <li key={entry_id} class="row apart">
            <span>
              {who}: {did[what] ?? what}
              {reason && <span class="soft"> · {reason}</span>}
            </span>
            <span class="soft small">{dateTime(at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
