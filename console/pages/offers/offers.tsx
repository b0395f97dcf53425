import { useState } from 'preact/hooks'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import { call } from '../../api/call.ts'
import { useAct, useAll } from '../../api/resource.ts'
import { dateTime } from '../../format.ts'
import { Sure } from '../../parts/ask.tsx'
import { Button } from '../../parts/button.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Empty, Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

const MOODS = { draft: '', approved: '', live: 'good', ended: '' } as const

/** The library of offers. */
export function Offers() {
  const list = useAll<OfferView>('/v1/offers?limit=200')
  const t = texts.value.offers
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="offers"
      actions={
        <>
          <a href="/console/offers/decisions">{t.decisions}</a>
          <a href="/console/offers/segments">{texts.value.segments.title}</a>
          <a href="/console/offers/policy">{t.policy}</a>
          {may('editor') && (
            <a class="button primary" href="/console/offers/new">
              {t.new}
            </a>
          )}
        </>
      }
    >
      <Loaded of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              <p>{t.none}</p>
            </Empty>
          ) : (
            items.map((offer) => <Offer key={offer.offer_id} offer={offer} onChange={list.reload} />)
          )
        }
      </Loaded>
    </Page>
  )
}

/** What is proposed, in words. */
function sayProposal({ proposal }: OfferView): string {
  const t = texts.value.offers
  if (proposal.type === 'item' || proposal.type === 'bundle') return proposal.item_ids.join(' + ')
  if (proposal.type === 'category') return proposal.category
  if (proposal.type === 'service') return proposal.name
  return t.proposals[proposal.type]
}

function Offer({ offer, onChange }: { offer: OfferView; onChange: () => void }) {
  const [asking, setAsking] = useState(false)
  const t = texts.value.offers
  const { offer_id, name, kind, starts_at, ends_at, note } = offer
  const path = `/v1/offers/${encodeURIComponent(offer_id)}`
  const set = useAct(async (wish: OfferView['status']) => {
    const headers = { 'If-Match': `"${offer.version}"` }
    await call(path, { method: 'PATCH', json: { status: wish }, headers })
    onChange()
  })
  const remove = useAct(async () => {
    await call(path, { method: 'DELETE' })
    onChange()
  })
  const times = [starts_at, ends_at].map((at) => (at === null ? '' : dateTime(at)))
  const facts = [t.kinds[kind], sayProposal(offer), times.some(Boolean) ? times.join(' – ') : '', note]
  return (
    <Card
      title={name}
      actions={
        <Steps
          offer={offer}
          busy={set.busy}
          onStep={(wish) => void set.run(wish)}
          onDelete={() => setAsking(true)}
        />
      }
    >
      <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
      <Failure problem={set.problem ?? remove.problem} />
      {asking && (
        <Sure
          title={t.delete_sure(name)}
          yes={t.delete}
          onYes={() => void remove.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

/** What can follow each status, with its button. */
const NEXT = {
  draft: ['approve', 'approved'],
  approved: ['go_live', 'live'],
  live: undefined,
  ended: ['again', 'draft'],
} as const

type StepProps = {
  offer: OfferView
  busy: boolean
  onStep: (wish: OfferView['status']) => void
  onDelete: () => void
}

/** The status of an offer, and what can be done with it. */
function Steps({ offer: { offer_id, status }, busy, onStep, onDelete }: StepProps) {
  const t = texts.value.offers
  const next = NEXT[status]
  return (
    <>
      <span class={`tag ${MOODS[status]}`}>{t.status[status]}</span>
      {may('editor') && (
        <>
          {next && (
            <Button size="small" busy={busy} onPress={() => onStep(next[1])}>
              {t[next[0]]}
            </Button>
          )}
          {(status === 'live' || status === 'approved') && (
            <Button size="small" busy={busy} onPress={() => onStep('ended')}>
              {t.end}
            </Button>
          )}
          <a class="button small" href={`/console/offers/${encodeURIComponent(offer_id)}`}>
            {texts.value.common.change}
          </a>
          {(status === 'draft' || status === 'ended') && (
            <Button size="small" kind="quiet" onPress={onDelete}>
              {t.delete}
            </Button>
          )}
        </>
      )}
    </>
  )
}
