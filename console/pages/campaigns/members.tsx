import { useState } from 'preact/hooks'
import type { CampaignView } from '../../../schema/campaigns/campaigns.ts'
import type { MemberView } from '../../../schema/campaigns/members.ts'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import { MEMBER_ROLES } from '../../../vocabulary/decisions/campaigns.ts'
import { dateTime } from '../../format.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'
import { nameOfOffer, sayReason } from './say.ts'

/** Members of a page. */
const SHOWN = 20

type Props = { campaign: CampaignView; offers: readonly OfferView[] }

/** The customers of a campaign, what each gets, and all contacts as a file for a tool that sends. */
export function Members({ campaign: { campaign_id, status, results }, offers }: Props) {
  const [role, setRole] = useState('contact')
  const t = campaignTexts.value.members
  const path = `/v1/campaigns/${encodeURIComponent(campaign_id)}/members`
  return (
    <Card
      title={t.title}
      lead={t.lead}
      actions={
        <a class="button small" href={`${path}?role=contact&form=csv`} download>
          {t.csv}
        </a>
      }
    >
      <div class="form">
        <SelectField
          label={t.role}
          value={role}
          options={[['', t.all], ...MEMBER_ROLES.map((one) => [one, t.roles[one]] as const)]}
          onInput={setRole}
        />
      </div>
      <Paged<MemberView>
        // Read again when contacts were decided meanwhile.
        key={`${role} ${status} ${results?.as_of}`}
        path={path}
        query={{ role: role || undefined, limit: SHOWN }}
        none={t.none}
      >
        {(rows) => <Rows rows={rows} offers={offers} />}
      </Paged>
    </Card>
  )
}

function Rows({ rows, offers }: { rows: readonly MemberView[]; offers: readonly OfferView[] }) {
  const t = campaignTexts.value
  return (
    <Scroll label={t.members.title}>
      <table class="table">
        <thead>
          <tr>
            {[t.members.customer, t.plan.offer, t.plan.channel, t.members.state, t.members.turn].map(
              (name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ customer, role, offer_id, channel, state, released_at, blocked_by }) => (
            <tr key={customer}>
              <th scope="row">
                <a class="handle" href={`/console/customers/${encodeURIComponent(customer)}`}>
                  {customer}
                </a>
              </th>
              <td>{offer_id && (nameOfOffer(offers, offer_id) ?? t.plan.deleted)}</td>
              <td>{channel && texts.value.offers.channels[channel]}</td>
              <td>
                {state ? t.members.states[state] : t.members.roles[role]}
                {blocked_by && <span class="soft small block">{sayReason(blocked_by)}</span>}
              </td>
              <td class="tight">{released_at === null ? '' : dateTime(released_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
