import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { SegmentView } from '../../../schema/customers/segments.ts'
import type { OfferInput, OfferView } from '../../../schema/decisions/offers.ts'
import { ask } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { patchTo } from '../rules/edit/patch.ts'
import { Codes } from './codes.tsx'
import { Eligibility } from './eligibility.tsx'
import { ProposalFields } from './proposal.tsx'
import { Terms } from './terms.tsx'
import { Words } from './words.tsx'

const NEW: OfferInput = {
  ...{ name: '', kind: 'cross_sell', status: 'draft' },
  proposal: { type: 'item', item_ids: [] },
  texts: [{ title: '' }],
  incentive: { type: 'none' },
}

/** What the server adds to an offer. */
const fieldsOf = (view: OfferView): OfferInput => {
  const { offer_id: _, version: __, created_at: ___, changed_at: ____, ...written } = view
  const { author: _____, approver: ______, approved_at: _______, ...offer } = written
  return offer
}

/** A new offer. */
export const NewOffer = () => <Editor before={undefined} onSaved={() => {}} />

/** An offer that is changed. */
export function EditOffer() {
  const offer_id = useRoute().params.offer_id ?? ''
  const offer = useResource<OfferView>(`/v1/offers/${encodeURIComponent(offer_id)}`)
  return (
    <Loaded of={offer}>
      {(data) => <Editor key={`${data.offer_id} ${data.version}`} before={data} onSaved={offer.reload} />}
    </Loaded>
  )
}

const saved = new Set<string>()

type Props = { before: OfferView | undefined; onSaved: () => void }

function Editor({ before, onSaved }: Props) {
  const { route } = useLocation()
  const [offer, setOffer] = useState<OfferInput>(before ? fieldsOf(before) : NEW)
  const [isSaved] = useState(
    () => before !== undefined && saved.delete(`${before.offer_id} ${before.version}`),
  )
  const segments = useResource<{ items: SegmentView[] }>('/v1/segments')
  const t = texts.value.offers
  const set = (part: Partial<OfferInput>) => setOffer({ ...offer, ...part })
  const save = useAct(async (status: 'draft' | 'live') => {
    const wish = { ...offer, status }
    const data = await write(before, wish)
    saved.add(`${data.offer_id} ${data.version}`)
    if (before) onSaved()
    else route(`/console/offers/${encodeURIComponent(data.offer_id)}`, true)
  })
  return (
    <Page title={before ? before.name : t.new} actions={<a href="/console/offers">{t.title}</a>}>
      <form
        class="stack wide-gaps"
        onSubmit={(event) => {
          event.preventDefault()
          void save.run('live')
        }}
      >
        <What offer={offer} set={set} />
        <Card title={t.words} lead={t.words_lead}>
          <Words list={offer.texts} onChange={(list) => set({ texts: list })} />
        </Card>
        <Card title={t.who} lead={t.who_lead}>
          <Eligibility
            condition={offer.eligibility ?? null}
            segments={segments.data?.items ?? []}
            onChange={(eligibility) => set({ eligibility })}
          />
        </Card>
        <Card title={t.terms}>
          <Terms offer={offer} set={set} />
        </Card>
        {offer.incentive && offer.incentive.type !== 'none' && offer.incentive.own_codes && (
          <Codes offer_id={before?.offer_id} />
        )}
        <Failure problem={save.problem} />
        <p role="status" class="soft">
          {isSaved && t.saved}
        </p>
        <div class="row">
          <Button type="submit" kind="primary" busy={save.busy}>
            {t.publish}
          </Button>
          <Button busy={save.busy} onPress={() => void save.run('draft')}>
            {t.save_draft}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** What is offered, and what kind of offer it is. */
function What({ offer, set }: { offer: OfferInput; set: (part: Partial<OfferInput>) => void }) {
  const t = texts.value.offers
  return (
    <Card title={t.what}>
      <div class="form">
        <TextField label={t.name} value={offer.name} onInput={(name) => set({ name })} required />
        <SelectField
          label={t.kind}
          value={offer.kind}
          options={Object.entries(t.kinds)}
          onInput={(kind) => set({ kind: kind as OfferInput['kind'] })}
        />
      </div>
      <ProposalFields proposal={offer.proposal} onChange={(proposal) => set({ proposal })} />
    </Card>
  )
}

/** Saves an offer; one that somebody else has changed meanwhile is not overwritten. */
async function write(before: OfferView | undefined, offer: OfferInput): Promise<OfferView> {
  if (!before) return (await ask<OfferView>('/v1/offers', { method: 'POST', json: offer })).data
  const saved = await patch(before, patchTo({ ...fieldsOf(before) }, { ...offer }))
  // Changed contents make an offer a draft; whoever presses the button approves what they have written.
  return saved.status === offer.status ? saved : await patch(saved, { status: offer.status })
}

async function patch({ offer_id, version }: OfferView, json: object): Promise<OfferView> {
  const headers = { 'If-Match': `"${version}"` }
  return (
    await ask<OfferView>(`/v1/offers/${encodeURIComponent(offer_id)}`, { method: 'PATCH', json, headers })
  ).data
}
