import type { AccountOutcome, NewOutcome } from '../../../schema/accounts/outcomes.ts'
import type { DecisionParts } from '../../../schema/decisions/decisions.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { OPENING_OFFER } from '../../../vocabulary/accounts.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { policySettings } from '../../decisions/question.ts'
import { type ItemRow, readItemsAndWords } from '../../store/accounts/brief.ts'
import { readBuyers } from '../../store/accounts/buyers.ts'
import { type OutcomeDecision, readOutcome, writeOutcome } from '../../store/accounts/outcomes.ts'
import type { Store } from '../../store/open.ts'
import { decisionOf } from './outcome-view.ts'

/** Days after which to talk again, where the rep does not say when. */
const LATER_DAYS = 30

/**
 * Stores what became of an opening. An acceptance or a refusal also stands among the decisions about the buyer, so that the contact
 * policy lets the family rest on every channel, and a call takes its place in the windows. An outcome that is stored already stays.
 * @throws {PairwellError} `unknown_buyer`; `outcome_exists` when another account has the id
 */
export async function recordOutcome(
  store: Store,
  shop: Shop,
  account_id: string,
  given: NewOutcome,
  member_id: string | null,
  now: number,
): Promise<AccountOutcome> {
  const before = await readOutcome(store, given.outcome_id)
  if (before) return same(before, account_id)
  const buyers = await readBuyers(store, account_id)
  if (given.customer !== null && !buyers.some(({ customer }) => customer === given.customer)) {
    throw new PairwellError('unknown_buyer', 'The account has no such buyer. Its brief lists them.', {
      customer: given.customer,
    })
  }
  const at = Math.min(given.at ?? now, now)
  const { outcome_id, family, item_id, outcome, reason, channel } = given
  const row: Omit<AccountOutcome, 'shop_id'> = {
    ...{ outcome_id, account_id, family, item_id, outcome, reason, channel, member_id, at },
    note: given.note || null,
    // Nobody may be named: then the one who ordered last is the likeliest.
    customer:
      given.customer ??
      buyers.find(({ since, until }) => since <= at && (until === null || until > at))?.customer ??
      null,
    follow_up_at: given.follow_up_at ?? (outcome === 'later' ? at + LATER_DAYS * DAY : null),
    created_at: now,
  }
  const { items } = await readItemsAndWords(store, item_id === null ? [] : [item_id], [])
  await writeOutcome(store, row, standingFor({ ...row, shop_id: store.shop_id }, items[0], shop))
  const stored = await readOutcome(store, outcome_id)
  if (!stored) throw new PairwellError('unknown_account', 'The account was deleted meanwhile.')
  return same(stored, account_id)
}

function same(stored: AccountOutcome, account_id: string): AccountOutcome {
  if (stored.account_id === account_id) return stored
  throw new PairwellError(
    'outcome_exists',
    'Another account has an outcome with this id. Give each outcome an id of its own.',
  )
}

/** What stands for an outcome among the decisions about the buyer; undefined for `later`, and without a buyer. */
function standingFor(
  row: AccountOutcome,
  item: ItemRow | undefined,
  shop: Shop,
): OutcomeDecision | undefined {
  const { customer, outcome, at, channel, reason, note } = row
  const decision_id = decisionOf(row)
  if (customer === null || decision_id === null || outcome === 'later') return undefined
  const categories = [item?.category || row.family]
  const expires_at = at + policySettings(shop).decision_days * DAY
  const about = { decision_id, customer, offer_id: OPENING_OFFER, channel }
  return {
    decision: {
      ...about,
      ...{ kind: 'cross_sell', item_ids: row.item_id === null ? [] : [row.item_id], categories },
      content: { ...NO_CONTENT, title: item?.title ?? row.family, locale: shop.locale },
      ...{ reasons: ['white_space'], considered: [], status: outcome, seen_at: [] },
      ...{ parts: NO_PARTS, created_at: at, ended_at: at, expires_at },
    },
    response: {
      ...about,
      response_id: decision_id.replace(/^dec_/, 'rsp_'),
      response: outcome,
      reason,
      note,
      at,
    },
    // A talk face to face is no contact: the customer agreed to it.
    contact:
      channel === 'call'
        ? { ...about, categories, at, made: true, expires_at, idempotency_key: null }
        : undefined,
  }
}

/** What the rep says is not recorded. */
const NO_CONTENT = { body: '', image_url: null, url: null, code: null, disclosure: null, items: [] }

/** An opening is chosen by the rep, and not by a priority. */
const NO_PARTS: DecisionParts = {
  ...{ propensity: 0, expected: 0, context: 1, value: 0, lever: 1 },
  ...{ margin: 0, incentive: 0, contact_cost: 0, margin_assumed: true, chance: 1 },
}
