import type { GridTotals } from '../../../../schema/accounts/white-space.ts'
import type { CellState } from '../../../../vocabulary/accounts.ts'

/** Orders of the accounts, and ways to show them. */
export const SORTS = ['margin', 'name', 'last_order'] as const
export const VIEWS = ['grid', 'by_family', 'by_rep', 'by_tier'] as const satisfies readonly Question['view'][]

/** What of the grid is shown. Empty texts ask for everything. */
export type Question = {
  view: 'grid' | `by_${GridTotals['by']}`
  rep: string
  tier: string
  family: string
  /** Of `family`; empty asks for the accounts that could open it. */
  state: '' | CellState
  sort: (typeof SORTS)[number]
}

export const EVERYTHING: Question = {
  ...{ view: 'grid', rep: '', tier: '', family: '', state: '', sort: 'margin' },
}

/** The accounts that are asked for. */
export const accountsOf = ({ rep, tier }: Question) => ({ rep: rep || undefined, tier: tier || undefined })

/** The query of the grid, and of the file with the same accounts. */
export const queryOf = (question: Question) => ({
  ...accountsOf(question),
  family: question.family || undefined,
  state: question.family === '' ? undefined : question.state || undefined,
  sort: question.sort,
})
