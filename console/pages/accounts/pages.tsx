import { useRoute } from 'preact-iso'
import { isField } from '../../session.ts'
import { NotFound } from '../not-found.tsx'
import { Brief } from './brief/brief.tsx'
import { Calls } from './calls.tsx'
import { Grid } from './grid/grid.tsx'
import { Learn } from './learn/learn.tsx'
import { Team } from './team/team.tsx'

const AREAS = { grid: Grid, calls: Calls, learn: Learn, team: Team } as const

/**
 * The pages below /console/accounts: an area, or `of` and the id of an account. They are one route, so that the first page of the console
 * loads less. Reps begin with their calls, others with the grid.
 */
export function AccountPages() {
  const [area = '', ...more] = (useRoute().params.at ?? '').split('/')
  const id = more.join('/')
  if (area === 'of' && id !== '') return <Brief key={id} account_id={decodeURIComponent(id)} />
  if (id !== '') return <NotFound />
  const Area = AREAS[(area || (isField() ? 'calls' : 'grid')) as keyof typeof AREAS]
  return Area ? <Area /> : <NotFound />
}
