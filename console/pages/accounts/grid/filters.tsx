import type { GridTotals } from '../../../../schema/accounts/white-space.ts'
import { CELL_STATES } from '../../../../vocabulary/accounts.ts'
import { useResource } from '../../../api/resource.ts'
import { SelectField } from '../../../parts/field.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { type Question, SORTS, VIEWS } from './question.ts'

type Props = { question: Question; families: readonly string[]; set: (part: Partial<Question>) => void }

/** Which accounts are shown, and how. */
export function Filters({ question, families, set }: Props) {
  const t = whiteSpaceTexts.value.white_space
  const tiers = useKeys('tier')
  const reps = useKeys('rep')
  const sorted = [...families].sort((a, b) => a.localeCompare(b))
  const isGrid = question.view === 'grid'
  return (
    <div class="form filters dense">
      <SelectField
        label={t.show}
        value={question.view}
        options={VIEWS.map((one) => [one, t.views[one]] as const)}
        onInput={(view) => set({ view: VIEWS.find((one) => one === view) ?? 'grid' })}
      />
      {tiers.length > 1 && (
        <SelectField
          label={t.tier}
          value={question.tier}
          options={[['', t.all], ...tiers.sort()]}
          onInput={(tier) => set({ tier })}
        />
      )}
      {reps.length > 1 && (
        <SelectField
          label={t.rep}
          value={question.rep}
          options={[['', t.all], ...reps]}
          onInput={(rep) => set({ rep })}
        />
      )}
      {isGrid && (
        <SelectField
          label={t.sort}
          value={question.sort}
          options={SORTS.map((one) => [one, t.sorts[one]] as const)}
          onInput={(sort) => set({ sort: SORTS.find((one) => one === sort) ?? 'margin' })}
        />
      )}
      {isGrid && (
        <SelectField
          label={t.family}
          value={question.family}
          options={[['', t.any_family], ...sorted.map((one) => [one, one] as const)]}
          onInput={(family) => set({ family })}
        />
      )}
      {isGrid && question.family !== '' && (
        <SelectField
          label={t.state}
          value={question.state}
          options={[['', t.states.opening], ...CELL_STATES.map((one) => [one, t.states[one]] as const)]}
          onInput={(state) => set({ state: CELL_STATES.find((one) => one === state) ?? '' })}
        />
      )}
    </div>
  )
}

/** The tiers or reps of the accounts that the member sees, with their names. Accounts without one cannot be asked for. */
function useKeys(by: 'tier' | 'rep'): [string, string][] {
  const totals = useResource<GridTotals>(`/v1/white-space/totals?by=${by}`)
  const t = whiteSpaceTexts.value.white_space
  return (totals.data?.items ?? []).flatMap(({ key, name }) =>
    key === null ? [] : [[key, by === 'tier' ? key : (name ?? t.left)]],
  )
}
