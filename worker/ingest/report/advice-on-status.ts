import type { JobKind, JobsView } from '../../../schema/jobs.ts'
import type { PageCounts } from '../../../schema/outcomes/page-days.ts'
import type { Advice } from '../../../schema/shapes.ts'
import type { ShopStatus } from '../../../schema/shop/status.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** Consecutive refused models after which advice is given. */
const MIN_REFUSED_MODELS = 3
/** Days without a new order after which advice is given. */
const MAX_ORDER_AGE = 14

/** Advice for the merchant about the state of a shop's data. */
export function adviseOn(status: Omit<ShopStatus, 'next_steps' | 'alerts'>): Advice[] {
  const { shared_names, pages, jobs, imports } = status
  return [
    ...adviseOnData(status),
    ...adviseOnModels(status),
    ...adviseOnSources(status),
    ...adviseOnPages(pages),
    ...adviseOnNames(shared_names),
    ...adviseOnJobs(jobs.failed, imports),
  ]
}

type Of<Key extends keyof ShopStatus> = Pick<ShopStatus, Key>

function adviseOnData({ now, catalogue, orders }: Of<'now' | 'catalogue' | 'orders'>): Advice[] {
  const found: Advice[] = []
  const add = (code: string, text: string) => found.push({ code, text })
  if (catalogue.items === 0)
    add('no_catalogue', 'There is no catalogue. Send it: POST /v1/imports?kind=items.')
  if (catalogue.prices_hidden > 0) {
    add(
      'prices_hidden',
      `Items shown without a price: ${catalogue.prices_hidden}. They have not been confirmed for longer than price_days (${catalogue.price_days}). Send the catalogue again, or have it fetched on a schedule: PUT /v1/feeds.`,
    )
  }
  if (orders.orders === 0) add('no_orders', 'There are no orders. Send them: POST /v1/imports?kind=orders.')
  else if (orders.newest_order_at !== null && orders.newest_order_at < now - MAX_ORDER_AGE * DAY) {
    const days = Math.floor((now - orders.newest_order_at) / DAY)
    add(
      'old_orders',
      `The newest order is ${days} days old. Send newer ones, or have the shop system send them: PUT /v1/hooks/….`,
    )
  }
  return found
}

function adviseOnModels(
  status: Of<'catalogue' | 'orders' | 'model' | 'models_refused' | 'pairs_held' | 'non_goods'>,
): Advice[] {
  const { catalogue, orders, model, models_refused, pairs_held, non_goods } = status
  const found: Advice[] = []
  const add = (code: string, text: string) => found.push({ code, text })
  if (orders.orders > 0 && catalogue.items > 0 && !model) {
    add('no_model', 'There is no model yet. See GET /v1/models, or start one with POST /v1/models.')
  }
  if (models_refused >= MIN_REFUSED_MODELS) {
    add(
      'models_refused',
      `The last ${models_refused} models were refused, so the one before them is still served. GET /v1/models shows the reasons in refusals and gate. Check that the last file was correct.`,
    )
  }
  if (non_goods > 0) {
    add(
      'non_goods',
      `Items that look like postage, protection, bags or services and are therefore not shown: ${non_goods}. GET /v1/exclusions?status=found lists them with the reasons, and PUT /v1/exclusions allows those that are goods.`,
    )
  }
  if (pairs_held > 0) {
    add(
      'pairs_held',
      `Pairs that appeared within a week from few customers: ${pairs_held}. They are not shown until you decide about them: GET /v1/held-pairs.`,
    )
  }
  return found
}

/** Advice about feeds and webhooks. */
function adviseOnSources({ feeds, hooks }: Of<'feeds' | 'hooks'>): Advice[] {
  const ofFeeds = feeds
    .filter(({ failures }) => failures > 0)
    .map(({ url, problem, failures }) => ({
      code: 'feed_failing',
      text: `The feed ${url} failed (attempts in a row: ${failures}): ${problem ?? 'the reason is unknown'}. The data of earlier fetches stay in use.`,
    }))
  const ofHooks = hooks
    .filter(
      ({ problem, received_at, problem_at }) => problem !== null && (problem_at ?? 0) >= (received_at ?? 0),
    )
    .map(({ platform, problem }) => ({
      code: 'hook_refused',
      text: `The last message of ${platform} was refused: ${problem}`,
    }))
  return [...ofFeeds, ...ofHooks]
}

/** What a failed job means for the shop, and what to do, by kind. */
const AFTER_FAILURE: Readonly<Record<JobKind, string>> = {
  import: 'A file could not be imported completely. Send it again: POST /v1/imports.',
  feed: 'A feed could not be fetched. It is fetched again at its next time, or at once with POST /v1/feeds/{feed_id}/fetch.',
  sync: 'The products and orders of your shop system could not be fetched completely. Open the app there, and press “Send everything again”.',
  mine: 'A model could not be made, so the previous one is still served. The next night makes another one, and so does POST /v1/models.',
  outside:
    'A model that was sent could not be published, so the previous one is still served. Send it again: POST /v1/models/outside.',
  tune: 'A tuning failed, so the settings stay as they are. Tuning is tried again within a week, or at once with POST /v1/tunings.',
  score:
    'Customers could not be scored, so their propensities are those of before. It is tried again with the next model, or at once with POST /v1/propensities.',
  account:
    'The accounts could not be analysed, so their openings are those of before. It is tried again in the next night, or at once with POST /v1/accounts/analysis.',
  campaign:
    'A campaign could not be continued. It is tried again every hour while it runs; check it anew otherwise: POST /v1/campaigns/{campaign_id}/actions.',
  trigger:
    'Triggers could not be continued, so nobody gets offers of them. It is tried again every 15 minutes; causes that become too old meanwhile never fire.',
  fold: 'Events are stored but were not counted, so reports lack them. Counting is tried again every hour.',
  learn:
    'Learning from responses failed, so the previous factors are used. It is tried again in the next night.',
  watch:
    'Running experiments could not be checked for harm. The check is tried again every hour; compare the arms yourself until then: GET /v1/experiments.',
  deliver: 'A message to a webhook could not be sent.',
  reseal: 'The secrets of the shop could not be sealed again. They work as before.',
  move_shop:
    'The shop could not be moved to another database. It is served as before; its operator sees why.',
  leave_home: "The rows in the shop's old database could not be deleted.",
  delete_shop: 'The shop could not be deleted.',
}

function adviseOnJobs(failed: JobsView['failed'], imports: ShopStatus['imports']): Advice[] {
  // A file that was sent again needs nothing more.
  const isOpen = ({ kind, subject }: JobsView['failed'][number]) =>
    kind !== 'import' || imports.some(({ import_id }) => import_id === subject)
  return failed.filter(isOpen).map(({ kind, job_id, problem }) => ({
    code: 'job_failed',
    text: `${AFTER_FAILURE[kind]} If it fails again, give your operator this number: ${job_id}. The reason: ${problem}`,
  }))
}

/** Share of questions or events above which advice is given: fewer are tests and old pages. */
const MIN_SHARE = 0.01

/** Advice about what pages ask and send in vain. */
function adviseOnPages({ asked, unknown, unknown_ids, events, events_refused }: PageCounts): Advice[] {
  const found: Advice[] = []
  const percent = (part: number, whole: number) => `${Math.max(1, Math.round((100 * part) / whole))} %`
  if (unknown > asked * MIN_SHARE)
    found.push({
      code: 'unknown_items_asked',
      text: `${percent(unknown, asked)} of the questions of the last 7 days (${unknown} of ${asked}) name items that the catalogue does not know, for example ${unknown_ids.slice(0, 3).join(', ')}. These pages show nothing. Send the current catalogue, or let the pages use its ids: an item id, a variant id, a SKU, a GTIN or the shop system's own number.`,
    })
  // Crawlers and pages loaded in advance are nobody's fault.
  const refused = Object.entries(events_refused)
    .filter(([reason]) => reason !== 'bot' && reason !== 'prefetch')
    .sort(([, a], [, b]) => b - a)
  const all = refused.reduce((sum, [, number]) => sum + number, 0)
  if (all > events * MIN_SHARE)
    found.push({
      code: 'events_refused',
      text: `${all} of ${events} events of the last 7 days were refused: ${refused
        .slice(0, 3)
        .map(([reason, number]) => `${reason} (${number})`)
        .join(', ')}. Open a page with ?pairwell=debug in its address to see what it sends.`,
    })
  return found
}

/** Advice about names of customers that may stand for several people. */
function adviseOnNames({ several, shared }: ShopStatus['shared_names']): Advice[] {
  if (several + shared === 0) return []
  const text = `E-mail addresses or customer ids that stand with several customers: ${several + shared}. Of these ${several} join them into one person, because they stand with five customers at most; ${shared} join nobody, because they stand with more. GET /v1/person-keys lists them, and PUT /v1/person-keys separates customers who are not the same person.`
  return [{ code: 'shared_names', text }]
}
