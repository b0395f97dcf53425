import type { GridTotals } from '../../../../schema/accounts/white-space.ts'
import type { MemberView } from '../../../../schema/shop/members.ts'
import { isFieldRole } from '../../../../vocabulary/roles.ts'
import { useResource } from '../../../api/resource.ts'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { errorAt, type PartProps } from './issues.ts'

/** Who the account is, and who looks after it. */
export function Who({ draft, set, issues, isNew }: PartProps & { isNew: boolean }) {
  const tiers = useResource<GridTotals>('/v1/white-space/totals?by=tier').data?.items ?? []
  const t = whiteSpaceTexts.value.account_form
  const { locations, attributes } = draft.kept
  const [places, facts] = [locations.length, Object.keys(attributes).length]
  return (
    <Card title={t.what}>
      <div class="form">
        {isNew && (
          <TextField
            label={t.id}
            hint={t.id_hint}
            value={draft.account_id}
            required
            error={errorAt(issues, 'account_id')}
            onInput={(account_id) => set({ account_id })}
          />
        )}
        <TextField
          label={t.name}
          value={draft.name}
          required
          error={errorAt(issues, 'name')}
          onInput={(name) => set({ name })}
        />
        <TextField
          label={t.tier}
          hint={t.tier_hint}
          value={draft.tier}
          list={tiers.flatMap(({ key }) => key ?? [])}
          error={errorAt(issues, 'tier')}
          onInput={(tier) => set({ tier })}
        />
        <Rep draft={draft} set={set} issues={issues} />
        <TextField
          label={t.group}
          hint={t.group_hint}
          value={draft.group}
          error={errorAt(issues, 'group')}
          onInput={(group) => set({ group })}
        />
      </div>
      <TextField
        label={t.companies}
        hint={t.companies_hint}
        rows={3}
        value={draft.companies}
        error={errorAt(issues, 'companies')}
        onInput={(companies) => set({ companies })}
      />
      {places + facts > 0 && <p class="soft small">{t.kept(places, facts)}</p>}
    </Card>
  )
}

/** The member who looks after the account. */
function Rep({ draft: { rep }, set, issues }: PartProps) {
  const members = useResource<{ items: MemberView[] }>('/v1/members').data?.items ?? []
  const t = whiteSpaceTexts.value.account_form
  const reps = members.filter(({ member_id, role }) => isFieldRole(role) || member_id === rep)
  return (
    <SelectField
      label={t.rep}
      value={rep}
      options={[['', t.no_rep], ...reps.map(({ member_id, name }) => [member_id, name] as const)]}
      error={errorAt(issues, 'rep')}
      onInput={(member_id) => set({ rep: member_id })}
    />
  )
}

/** Terms of the contract and its end. */
export function Contract({ draft, set, issues }: PartProps) {
  const t = whiteSpaceTexts.value.account_form
  return (
    <Card title={t.contract}>
      <TextField
        label={t.terms}
        rows={2}
        value={draft.terms}
        error={errorAt(issues, 'terms')}
        onInput={(terms) => set({ terms })}
      />
      <div class="form">
        <TextField
          label={t.contract_ends}
          type="date"
          value={draft.contract_ends}
          error={errorAt(issues, 'contract_ends_at')}
          onInput={(contract_ends) => set({ contract_ends })}
        />
      </div>
    </Card>
  )
}
