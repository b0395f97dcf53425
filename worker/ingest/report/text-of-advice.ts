import type { JobKind } from '../../../schema/jobs.ts'
import type { StatusAdvice, StatusStep } from '../../../schema/shop/status.ts'

type Facts = StatusStep['facts']

/** What a failed job means for the shop, and what to do, by kind. */
const AFTER_FAILURE: Readonly<Record<JobKind, string>> = {
  import: 'A file could not be imported completely. Send it again.',
  feed: 'A feed could not be fetched. It is fetched again at its next time.',
  sync: 'The products and orders of your shop system could not be fetched completely. Open the app there, and press “Send everything again”.',
  mine: 'A model could not be made, so the previous one is still served. The next night makes another one.',
  outside:
    'A model that was sent could not be published, so the previous one is still served. Send it again.',
  tune: 'A tuning failed, so the settings stay as they are. Tuning is tried again within a week.',
  score:
    'Customers could not be scored, so their propensities are those of before. It is tried again with the next model.',
  account:
    'The accounts could not be analysed, so their openings are those of before. It is tried again in the next night.',
  campaign:
    'A campaign could not be continued. It is tried again every hour while it runs; check it anew otherwise.',
  trigger:
    'Triggers could not be continued, so nobody gets offers of them. It is tried again every 15 minutes; causes that become too old meanwhile never fire.',
  fold: 'Events are stored but were not counted, so reports lack them. Counting is tried again every hour.',
  learn:
    'Learning from responses failed, so the previous factors are used. It is tried again in the next night.',
  watch:
    'Running experiments could not be checked for harm. The check is tried again every hour; compare the arms yourself until then.',
  deliver: 'A message to a webhook could not be sent.',
  reseal: 'The secrets of the shop could not be sealed again. They work as before.',
  move_shop:
    'The shop could not be moved to another database. It is served as before; its operator sees why.',
  leave_home: "The rows in the shop's old database could not be deleted.",
  delete_shop: 'The shop could not be deleted.',
}

const share = (part: unknown, whole: unknown): string =>
  `${Math.max(1, Math.round((100 * Number(part)) / Number(whole)))} %`

/** What is to be done and why, by code. No text names a route or a page: people read them in mails, chats and programs. */
const TEXTS: Readonly<Record<StatusAdvice, (facts: Facts) => string>> = {
  no_catalogue: () => 'There is no catalogue. Send it.',
  prices_hidden: ({ items, days }) =>
    `Items shown without a price: ${items}. They have not been confirmed for longer than price_days (${days}). Send the catalogue again, or have it fetched on a schedule.`,
  no_orders: () => 'There are no orders. Send them.',
  old_orders: ({ days }) =>
    `The newest order is ${days} days old. Send newer ones, or have the shop system send them.`,
  no_model: () => 'There is no model yet. It is made by itself, or when you start it.',
  models_refused: ({ models }) =>
    `The last ${models} models were refused, so the one before them is still served. Each says why. Check that the last file was correct.`,
  non_goods: ({ items }) =>
    `Items that look like postage, protection, bags or services and are therefore not shown: ${items}. Each is listed with the reasons; allow those that are goods.`,
  pairs_held: ({ pairs }) =>
    `Pairs that appeared within a week from few customers: ${pairs}. They are not shown until you decide about them.`,
  feed_failing: ({ url, attempts, problem }) =>
    `The feed ${url} failed (attempts in a row: ${attempts}): ${problem || 'the reason is unknown'}. The data of earlier fetches stay in use.`,
  hook_refused: ({ platform, problem }) => `The last message of ${platform} was refused: ${problem}`,
  unknown_items_asked: ({ unknown, asked, examples }) =>
    `${share(unknown, asked)} of the questions of the last 7 days (${unknown} of ${asked}) name items that the catalogue does not know, for example ${examples}. These pages show nothing. Send the current catalogue, or let the pages use its ids: an item id, a variant id, a SKU, a GTIN or the shop system's own number.`,
  events_refused: ({ refused, events, reasons }) =>
    `${refused} of ${events} events of the last 7 days were refused: ${reasons}. Open a page with ?pairwell=debug in its address to see what it sends.`,
  shared_names: ({ several, shared }) =>
    `E-mail addresses or customer ids that stand with several customers: ${Number(several) + Number(shared)}. Of these ${several} join them into one person, because they stand with five customers at most; ${shared} join nobody, because they stand with more. Separate customers who are not the same person.`,
  job_failed: ({ kind, job_id, problem }) =>
    `${AFTER_FAILURE[kind as JobKind]} If it fails again, give your operator this number: ${job_id}. The reason: ${problem}`,
}

/** An advice in English. */
export const textOfAdvice = ({ code, facts }: Pick<StatusStep, 'code' | 'facts'>): string =>
  TEXTS[code](facts)
