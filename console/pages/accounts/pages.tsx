import { useRoute } from 'preact-iso'
import { isField } from '../../session.ts'
import { NotFound } from '../not-found.tsx'
import { Brief } from './brief/brief.tsx'
import { Calls } from './calls.tsx'
import { EditAccount, NewAccount } from './edit/edit.tsx'
import { Grid } from './grid/grid.tsx'
import { Learn } from './learn/learn.tsx'
import { Team } from './team/team.tsx'

const AREAS = { grid: Grid, calls: Calls, learn: Learn, team: Team, new: NewAccount } as const

/**
 * The pages below /console/accounts: an area, `new`, or `of` or `edit` and the id of an account, which the router has decoded. They are
 * one route, so that the first page of the console loads less. Reps begin with their calls, others with the grid.
 */
export function AccountPages() {
  const [area = '', ...more] = (useRoute().params.at ?? '').split('/')
  const id = more.join('/')
  if (area === 'of' && id !== '') return <Brief key={id} account_id={id} />
  if (area === 'edit' && id !== '') return <EditAccount key={id} account_id={id} />
  if (id !== '') return <NotFound />
  const Area = AREAS[(area || (isField() ? 'calls' : 'grid')) as keyof typeof AREAS]
  return Area ? <Area /> : <NotFound />
}
