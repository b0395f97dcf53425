import { useRoute } from 'preact-iso'
import { NotFound } from '../../not-found.tsx'
import { EditTrigger, NewTrigger } from './edit/edit.tsx'
import { Trigger } from './trigger.tsx'
import { Triggers } from './triggers.tsx'

/** The pages below /console/campaigns/triggers. They are one route, so that the first page of the console loads less. */
export function TriggerPages() {
  const [trigger_id = '', page, ...more] = (useRoute().params.at ?? '').split('/')
  if (more.length > 0 || (page !== undefined && page !== 'edit')) return <NotFound />
  if (trigger_id === '') return <Triggers />
  if (page === 'edit') return <EditTrigger key={trigger_id} trigger_id={trigger_id} />
  return trigger_id === 'new' ? <NewTrigger /> : <Trigger key={trigger_id} trigger_id={trigger_id} />
}
