import type { JobKind } from '../../../schema/jobs.ts'
import type { StatusAdvice, StatusStep } from '../../../schema/shop/status.ts'
import { days, number } from '../../format.ts'
import { may } from '../../session.ts'
import { adviceTexts } from '../../texts/advice.ts'
import { texts } from '../../texts/index.ts'

/** The page where each is done. */
const PLACES: Readonly<Partial<Record<StatusAdvice, 'uploads' | 'model' | 'catalogue' | 'customers'>>> = {
  no_catalogue: 'uploads',
  prices_hidden: 'uploads',
  no_orders: 'uploads',
  old_orders: 'uploads',
  no_model: 'model',
  models_refused: 'model',
  non_goods: 'catalogue',
  pairs_held: 'model',
  feed_failing: 'uploads',
  unknown_items_asked: 'uploads',
  shared_names: 'customers',
}

/** A step in the language of the console. */
function textOf({ code, facts }: StatusStep): string {
  const t = adviceTexts.value
  const written = (name: string) => String(facts[name] ?? '')
  const counted = (name: string) => number(Number(facts[name] ?? 0))
  switch (code) {
    case 'no_catalogue':
    case 'no_orders':
    case 'no_model':
      return t[code]
    case 'prices_hidden':
      return t.prices_hidden(counted('items'), days(Number(facts.days)))
    case 'old_orders':
      return t.old_orders(days(Number(facts.days)))
    case 'models_refused':
      return t.models_refused(counted('models'))
    case 'non_goods':
      return t.non_goods(counted('items'))
    case 'pairs_held':
      return t.pairs_held(counted('pairs'))
    case 'feed_failing':
      return t.feed_failing(written('url'), counted('attempts'), written('problem') || t.unknown_reason)
    case 'hook_refused':
      return t.hook_refused(written('platform'), written('problem'))
    case 'unknown_items_asked':
      return t.unknown_items_asked(counted('unknown'), counted('asked'), written('examples'))
    case 'events_refused':
      return t.events_refused(counted('refused'), counted('events'), written('reasons'))
    case 'shared_names':
      return t.shared_names(counted('several'), counted('shared'))
    case 'job_failed':
      return t.job_failed(t.jobs[written('kind') as JobKind], written('job_id'), written('problem'))
  }
}

/** What to do next, each with the page where it is done. */
export function Advice({ steps }: { steps: readonly StatusStep[] }) {
  const { nav } = texts.value
  return (
    <ul class="stack tight">
      {steps.map((step) => {
        // Only owners decide about names.
        const place = step.code === 'shared_names' && !may('owner') ? undefined : PLACES[step.code]
        const text = textOf(step)
        return (
          <li key={text}>
            {text} {place && <a href={`/console/${place}`}>{adviceTexts.value.go(nav[place])}</a>}
          </li>
        )
      })}
    </ul>
  )
}
