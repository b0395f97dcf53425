import type { OfferInput } from '../../../schema/decisions/offers.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { ItemSearch } from '../../parts/item-search.tsx'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'
import { NumberField } from '../rules/edit/fields.tsx'

type Proposal = OfferInput['proposal']

/** An empty proposal of a type. */
function emptyProposal(type: Proposal['type']): Proposal {
  if (type === 'item' || type === 'bundle') return { type, item_ids: [] }
  if (type === 'category') return { type, category: '' }
  if (type === 'overstock') return { type, cover_weeks: 26 }
  if (type === 'service') return { type, name: '' }
  return { type }
}

/** What is offered: items, a category, a service, or what is found for each customer. */
export function ProposalFields({
  proposal,
  onChange,
}: {
  proposal: Proposal
  onChange: (next: Proposal) => void
}) {
  const t = texts.value.offers
  return (
    <div class="stack">
      <div class="form">
        <SelectField
          label={t.proposal}
          value={proposal.type}
          options={Object.entries(t.proposals)}
          onInput={(type) => onChange(emptyProposal(type as Proposal['type']))}
        />
        {proposal.type === 'category' && (
          <TextField
            label={t.category}
            hint={t.category_hint}
            value={proposal.category}
            required
            onInput={(category) => onChange({ ...proposal, category })}
          />
        )}
        {proposal.type === 'overstock' && (
          <>
            <NumberField
              label={t.cover_weeks}
              hint={t.cover_weeks_hint}
              value={proposal.cover_weeks}
              required
              onChange={(cover_weeks = 0) => onChange({ ...proposal, cover_weeks })}
            />
            <TextField
              label={t.only_category}
              hint={t.category_hint}
              value={proposal.category ?? ''}
              onInput={(category) => onChange({ ...proposal, category: category || undefined })}
            />
          </>
        )}
        {proposal.type === 'service' && (
          <TextField
            label={t.service}
            value={proposal.name}
            required
            onInput={(name) => onChange({ ...proposal, name })}
          />
        )}
      </div>
      {(proposal.type === 'item' || proposal.type === 'bundle') && (
        <Items ids={proposal.item_ids} onChange={(item_ids) => onChange({ ...proposal, item_ids })} />
      )}
    </div>
  )
}

/** The chosen items, and a search for more. */
function Items({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const t = texts.value.offers
  return (
    <>
      {ids.length > 0 && (
        <ul class="steer">
          {ids.map((id) => (
            <li key={id}>
              <code>{id}</code>
              <Button
                size="small"
                kind="quiet"
                label={`${t.remove}: ${id}`}
                onPress={() => onChange(ids.filter((one) => one !== id))}
              >
                {t.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ItemSearch
        label={t.find_item}
        press={simulatorTexts.value.add}
        pressOf={simulatorTexts.value.add_of}
        without={ids}
        onChoose={({ item_id }) => onChange([...ids, item_id])}
      />
    </>
  )
}
