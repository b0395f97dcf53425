import type { ShopStatus, StatusAdvice, StatusStep } from '../../../schema/shop/status.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { textOfAdvice } from './text-of-advice.ts'

/** Consecutive refused models after which advice is given. */
const MIN_REFUSED_MODELS = 3
/** Days without a new order after which advice is given. */
const MAX_ORDER_AGE = 14
/** Share of questions or events above which advice is given: fewer are tests and old pages. */
const MIN_SHARE = 0.01
/** Reasons for which an event is refused that are nobody's fault: crawlers, and pages loaded in advance. */
const HARMLESS_REFUSALS: readonly string[] = ['bot', 'prefetch']
/** Examples of unknown items, and reasons of refused events, that are named. */
const EXAMPLES = 3

type Status = Omit<ShopStatus, 'next_steps' | 'alerts'>
type Found = Pick<StatusStep, 'code' | 'facts'>

/** Advice for the merchant about the state of a shop's data. */
export const adviseOn = (status: Status): StatusStep[] =>
  [
    ...adviseOnData(status),
    ...adviseOnModels(status),
    ...adviseOnSources(status),
    ...adviseOnPages(status.pages),
    ...adviseOnNames(status.shared_names),
    ...adviseOnJobs(status),
  ].map((one) => ({ ...one, text: textOfAdvice(one) }))

const found = (code: StatusAdvice, facts: StatusStep['facts'] = {}): Found[] => [{ code, facts }]
const when = (isSo: boolean, code: StatusAdvice, facts?: StatusStep['facts']): Found[] =>
  isSo ? found(code, facts) : []

function adviseOnData({ now, catalogue, orders }: Status): Found[] {
  const { items, prices_hidden, price_days } = catalogue
  const newest = orders.newest_order_at ?? now
  return [
    ...when(items === 0, 'no_catalogue'),
    ...when(prices_hidden > 0, 'prices_hidden', { items: prices_hidden, days: price_days }),
    ...when(orders.orders === 0, 'no_orders'),
    ...when(orders.orders > 0 && newest < now - MAX_ORDER_AGE * DAY, 'old_orders', {
      days: Math.floor((now - newest) / DAY),
    }),
  ]
}

function adviseOnModels({
  catalogue,
  orders,
  model,
  models_refused,
  pairs_held,
  non_goods,
}: Status): Found[] {
  return [
    ...when(orders.orders > 0 && catalogue.items > 0 && !model, 'no_model'),
    ...when(models_refused >= MIN_REFUSED_MODELS, 'models_refused', { models: models_refused }),
    ...when(non_goods > 0, 'non_goods', { items: non_goods }),
    ...when(pairs_held > 0, 'pairs_held', { pairs: pairs_held }),
  ]
}

/** Advice about feeds and webhooks. */
const adviseOnSources = ({ feeds, hooks }: Status): Found[] => [
  ...feeds
    .filter(({ failures }) => failures > 0)
    .flatMap(({ url, problem, failures }) =>
      found('feed_failing', { url, attempts: failures, problem: problem ?? '' }),
    ),
  ...hooks.flatMap(({ platform, problem, received_at, problem_at }) =>
    problem !== null && (problem_at ?? 0) >= (received_at ?? 0)
      ? found('hook_refused', { platform, problem })
      : [],
  ),
]

/** Advice about what pages ask and send in vain. */
function adviseOnPages({ asked, unknown, unknown_ids, events, events_refused }: Status['pages']): Found[] {
  const refused = Object.entries(events_refused)
    .filter(([reason]) => !HARMLESS_REFUSALS.includes(reason))
    .sort(([, a], [, b]) => b - a)
  const all = refused.reduce((sum, [, number]) => sum + number, 0)
  const reasons = refused.slice(0, EXAMPLES).map(([reason, number]) => `${reason} (${number})`)
  return [
    ...when(unknown > asked * MIN_SHARE, 'unknown_items_asked', {
      ...{ unknown, asked },
      examples: unknown_ids.slice(0, EXAMPLES).join(', '),
    }),
    ...when(all > events * MIN_SHARE, 'events_refused', {
      refused: all,
      events,
      reasons: reasons.join(', '),
    }),
  ]
}

/** Advice about names of customers that may stand for several people. */
const adviseOnNames = ({ several, shared }: Status['shared_names']): Found[] =>
  when(several + shared > 0, 'shared_names', { several, shared })

const adviseOnJobs = ({ jobs, imports }: Status): Found[] =>
  jobs.failed
    // A file that was sent again needs nothing more.
    .filter(({ kind, subject }) => kind !== 'import' || imports.some((one) => one.import_id === subject))
    .flatMap(({ kind, job_id, problem }) => found('job_failed', { kind, job_id, problem }))
