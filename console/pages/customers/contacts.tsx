import type { CustomerContacts } from '../../../schema/campaigns/contacts.ts'
import { useResource } from '../../api/resource.ts'
import { dateTime } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'

/** What reached a customer lately and is to come, and the campaigns in which the customer is. */
export function Contacts({ customer }: { customer: string }) {
  const found = useResource<CustomerContacts>(`/v1/customers/${encodeURIComponent(customer)}/contacts`)
  const t = campaignTexts.value.contacts
  return (
    <Card title={t.title} lead={t.lead}>
      <Loaded of={found}>
        {({ contacts, campaigns }) => (
          <div class="stack">
            {contacts.length === 0 ? (
              <p class="soft">{t.none}</p>
            ) : (
              <ul class="rows">
                {contacts.map((contact) => (
                  <Contact key={`${contact.decision_id} ${contact.channel}`} contact={contact} />
                ))}
              </ul>
            )}
            <h3>{t.in_campaigns}</h3>
            {campaigns.length === 0 && <p class="soft">{t.in_none}</p>}
            <ul>
              {campaigns.map(({ campaign_id, name, role }) => (
                <li key={campaign_id}>
                  <a href={`/console/campaigns/${encodeURIComponent(campaign_id)}`}>{name}</a>: {t.is[role]}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Contact({ contact }: { contact: CustomerContacts['contacts'][number] }) {
  const { channels } = texts.value.offers
  const { made, planned } = texts.value.decisions
  return (
    <li class="row apart">
      <span>
        {contact.offer_name ?? campaignTexts.value.contacts.deleted}
        <span class="soft"> · {channels[contact.channel]}</span>
      </span>
      <span class="row">
        <span class="soft small">{dateTime(contact.at)}</span>
        <span class={`tag ${contact.made ? 'good' : ''}`}>{contact.made ? made : planned}</span>
      </span>
    </li>
  )
}
