import type { FamilyNames } from '../../../engine/choice/family-names.ts'
import { contactTime } from '../../../engine/decide/policy.ts'
import type { CallView } from '../../../schema/accounts/brief.ts'
import type { AccountModelRow } from '../../../schema/accounts/white-space.ts'
import type { ContactPolicySettings } from '../../../schema/decisions/policy.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { type CallReason, OPENING_OFFER } from '../../../vocabulary/accounts.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { policyFor, policySettings } from '../../decisions/question.ts'
import { readAccountModel } from '../../store/accounts/analyses.ts'
import { type CallFacts, readCallFacts } from '../../store/accounts/calls.ts'
import type { AccountScope } from '../../store/accounts/scope.ts'
import type { Store } from '../../store/open.ts'
import { familyOf, sameFamilies } from '../families.ts'
import { type BuyersAnswer, blocksOf } from './blocks.ts'
import { whyNow } from './why-now.ts'

/** How much more pressing a reason makes a call than its expected margin alone; 1 for one that can wait. */
const PRESSING: Readonly<Record<CallReason, number>> = {
  ...{ follow_up: 8, quote_open: 6, contract_ends: 5, order_overdue: 4, family_lapsed: 2 },
  ...{ planned: 3, order_due: 2, spend_falls: 2, white_space: 1 },
}
/** Days after a talk in which the account is left alone, unless it asked to be called. */
const REST_DAYS = 7

type Judged = { call: CallView; rank: number } | { withheld: string }

/**
 * The calls of a day, the most worthwhile first: expected margin of the best opening times how pressing the reason is. An account that
 * the contact policy, a complaint or a refusal of calls forbids is counted under the reason.
 */
export async function callsOf(
  store: Store,
  shop: Shop,
  scope: AccountScope,
  rep: string | undefined,
  limit: number,
  now: number,
): Promise<{ items: CallView[]; withheld: { code: string; accounts: number }[] }> {
  const [facts, model] = await Promise.all([readCallFacts(store, scope, rep, now), readAccountModel(store)])
  const settings = policySettings(shop)
  const calls: { call: CallView; rank: number }[] = []
  const withheld = new Map<string, number>()
  for (const one of facts) {
    const judged = judge(one, model, settings, shop, now)
    if (judged === undefined) continue
    if ('withheld' in judged) withheld.set(judged.withheld, (withheld.get(judged.withheld) ?? 0) + 1)
    else calls.push(judged)
  }
  calls.sort((a, b) => b.rank - a.rank || (a.call.account_id < b.call.account_id ? -1 : 1))
  return {
    items: calls.slice(0, limit).map(({ call }) => call),
    withheld: [...withheld]
      .map(([code, accounts]) => ({ code, accounts }))
      .sort((a, b) => b.accounts - a.accounts),
  }
}

/** Whether a contact was with this account: later than the buyer came, and no talk of a rep, which is among the outcomes. */
const isOfAccount = ({ made, at, since, offer_id }: CallFacts['contacts'][number]): boolean =>
  made && at >= since && offer_id !== OPENING_OFFER

/** What buyers answered to offers, by family. */
function answersOf({ answers }: CallFacts, model: AccountModelRow | undefined, shop: Shop): BuyersAnswer[] {
  const names = model?.names as FamilyNames | undefined
  if (!names) return []
  const same = sameFamilies(shop)
  return answers.map(({ status, ended_at, channel, ...item }) => ({
    families: [familyOf({ ...item, product_type: item.product_type ?? '' }, names, same)],
    ...{ status, at: ended_at, channel, reason: null },
  }))
}

/** Whether an account is worth a call and may have one; undefined where there is nothing to talk about. */
function judge(
  facts: CallFacts,
  model: AccountModelRow | undefined,
  settings: ContactPolicySettings,
  shop: Shop,
  now: number,
): Judged | undefined {
  const { account, analysis, outcomes, marks, contacts, consent } = facts
  const families = model?.families ?? []
  const blocks = blocksOf(marks, outcomes, answersOf(facts, model, shop), settings.rests, now)
  const openings = (analysis?.openings ?? []).filter(({ f }) => !blocks.has(families[f] ?? ''))
  const reasons = whyNow(account, analysis, outcomes, families, blocks, now)
  if (reasons.length === 0) return undefined
  const asked = reasons.some(({ reason }) => reason === 'follow_up')
  if (facts.has_complaint) return { withheld: 'complaint' }
  if (consent === false) return { withheld: 'no_consent' }
  if (facts.no_offers) return { withheld: 'do_not_offer' }
  const last = Math.max(
    0,
    ...outcomes.map(({ at }) => at),
    ...contacts.filter(isOfAccount).map(({ at }) => at),
  )
  if (!asked && outcomes.some(({ at }) => at > now - REST_DAYS * DAY)) return { withheld: 'talked_lately' }
  const [best] = openings
  const family = best === undefined ? null : (families[best.f] ?? null)
  const candidate = {
    ...{ offer_id: OPENING_OFFER, kind: 'cross_sell' as const, categories: family === null ? [] : [family] },
    ...{ ends_at: now + DAY, conflicts: [], follow_up_of: [] },
  }
  const policy = policyFor(settings, account.written.group ?? undefined)
  // Quiet hours are the rep's to keep: the list is for a whole day.
  const daytime = { ...policy, times: { ...policy.times, quiet: { from: 0, to: 0 } } }
  const clock = { now, zone: shop.time_zone }
  const history = { contacts, decisions: [], colleagues: [] }
  const time = contactTime(candidate, 'call', now + DAY, history, daytime, clock)
  if ('withheld' in time) return { withheld: time.withheld.code }
  // On a day without contacts the next time is on another day.
  if (time.at > now) return { withheld: 'no_time' }
  const margin = best?.margin ?? 0
  const [first] = reasons
  return {
    call: {
      ...{ account_id: account.account_id, name: account.name, tier: account.tier, rep: account.rep },
      ...{ why_now: reasons, family, probability: best?.p ?? null, margin, last_contact_at: last || null },
    },
    rank: (1 + Math.max(0, margin)) * (first ? PRESSING[first.reason] : 1),
  }
}
