import type { FamilyNames } from '../../../engine/choice/family-names.ts'
import {
  type AccountBrief,
  type BlockedOpening,
  type BriefOpening,
  OPENINGS_SHOWN,
} from '../../../schema/accounts/brief.ts'
import type { AccountOutcome } from '../../../schema/accounts/outcomes.ts'
import type { AccountModelRow, StoredOpening } from '../../../schema/accounts/white-space.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { policySettings } from '../../decisions/question.ts'
import type { ListedAccount } from '../../store/accounts/accounts.ts'
import { readAccountModel } from '../../store/accounts/analyses.ts'
import {
  type AccountFacts,
  type BuyersDecision,
  type FamilyWords,
  type ItemRow,
  readAccountFacts,
  readItemsAndWords,
} from '../../store/accounts/brief.ts'
import type { Store } from '../../store/open.ts'
import { accountAsView } from '../account-view.ts'
import { familyOf, sameFamilies } from '../families.ts'
import { accountItem, isSellable } from './account-items.ts'
import { auditView } from './audit-view.ts'
import { type BuyersAnswer, blocksOf } from './blocks.ts'
import { outcomeAsView } from './outcome-view.ts'
import { risksOf, whyNow } from './why-now.ts'

/** Contacts that the page shows. */
const MAX_CONTACTS = 10

/** Everything that was read for an account's page. */
type Known = {
  account: ListedAccount
  facts: AccountFacts
  model: AccountModelRow | undefined
  items: ReadonlyMap<string, ItemRow>
  words: FamilyWords
}

/** What a rep needs to know of an account now: three round trips. */
export async function briefOf(
  store: Store,
  shop: Shop,
  account: ListedAccount,
  now: number,
): Promise<AccountBrief> {
  const [facts, model] = await Promise.all([
    readAccountFacts(store, account.account_id, now),
    readAccountModel(store),
  ])
  const openings = facts.analysis?.openings ?? []
  const names = openings.map(({ f }) => model?.families[f] ?? '')
  const wanted = [
    ...openings.flatMap(({ items }) => items),
    ...facts.decisions.filter(isAnswer).flatMap(({ item_ids }) => item_ids),
  ]
  const { items, words } = await readItemsAndWords(store, [...new Set(wanted)], names)
  const byId = new Map(items.flatMap((row) => (row.item_id === null ? [] : [[row.item_id, row] as const])))
  return compose({ account, facts, model, items: byId, words }, shop, now)
}

const isAnswer = ({ status }: BuyersDecision): boolean => status === 'accepted' || status === 'rejected'

/** What buyers answered to offers on any channel. Answers to openings of reps are in the outcomes. */
function answersOf({ facts, items, model }: Known, shop: Shop): BuyersAnswer[] {
  const same = sameFamilies(shop)
  const names = model?.names as FamilyNames | undefined
  return facts.decisions.flatMap((one): BuyersAnswer[] => {
    const { status, ended_at, channel, answered_on, reason, categories } = one
    if ((status !== 'accepted' && status !== 'rejected') || ended_at === null || !names) return []
    const known = one.item_ids.flatMap((id) => {
      const row = items.get(id)
      return row ? [familyOf({ ...row, product_type: row.product_type ?? '' }, names, same)] : []
    })
    // An item that has left the catalogue is known by the category that it had.
    const left = { product_type: '', title: '' }
    const families =
      known.length > 0 ? known : categories.map((category) => familyOf({ ...left, category }, names, same))
    return [
      { families: [...new Set(families)], status, at: ended_at, channel: answered_on ?? channel, reason },
    ]
  })
}

function compose(known: Known, shop: Shop, now: number): AccountBrief {
  const { account, facts, model } = known
  const { analysis, outcomes, marks, buyers } = facts
  const families = model?.families ?? []
  const blocks = blocksOf(marks, outcomes, answersOf(known, shop), policySettings(shop).rests, now)
  const { open, closed } = sorted(known, blocks, shop.currency)
  const risks =
    analysis &&
    risksOf(account.written.contract_ends_at, analysis.audit, now, {
      buyers: buyers.filter(({ orders }) => orders > 0).length,
      complaint: facts.has_complaint,
    })
  return {
    account: accountAsView(account),
    currency: shop.currency,
    computed_at: analysis?.computed_at ?? null,
    horizon_days: model?.horizon_days ?? shop.accounts?.horizon_days ?? 90,
    buyers: buyers.map((one) => ({ ...one, families: familiesOf(one.customer, known, shop) })),
    why_now: whyNow(account, analysis, outcomes, families, blocks, now),
    openings: open.slice(0, OPENINGS_SHOWN),
    more: open
      .slice(OPENINGS_SHOWN)
      .map(({ family, margin, probability }) => ({ family, margin, probability })),
    blocked: closed,
    outcomes: outcomes.slice(0, 20).map((one) => outcomeAsView(one)),
    contacts: contactsOf(facts.decisions, outcomes),
    audit: analysis && risks ? auditView(analysis, families, risks) : null,
    marks: marks.map(({ family, mark, note, at }) => ({ family, mark, note, at })),
  }
}

/** Families of a buyer that are named. */
const MOST_FAMILIES = 3

/** What a buyer orders most often. */
function familiesOf(customer: string, { facts, model }: Known, shop: Shop): string[] {
  const names = model?.names as FamilyNames | undefined
  if (!names) return []
  const same = sameFamilies(shop)
  const counts = new Map<string, number>()
  for (const { orders, ...item } of facts.bought.filter((one) => one.customer === customer)) {
    const family = familyOf({ ...item, product_type: item.product_type ?? '' }, names, same)
    if (family !== '') counts.set(family, (counts.get(family) ?? 0) + orders)
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_FAMILIES)
    .map(([family]) => family)
}

/** The openings that can be talked about now, best first, and why the others cannot. */
function sorted(
  known: Known,
  blocks: ReadonlyMap<string, BlockedOpening>,
  currency: string,
): { open: BriefOpening[]; closed: BlockedOpening[] } {
  const { facts, model } = known
  const open: BriefOpening[] = []
  const closed = [...blocks.values()]
  const noOffers = facts.has_complaint ? 'complaint' : facts.no_offers ? 'do_not_offer' : undefined
  for (const opening of facts.analysis?.openings ?? []) {
    const family = model?.families[opening.f] ?? ''
    if (blocks.has(family)) continue
    const found = openingOf(known, opening, family, currency)
    const block = noOffers ?? (found.items.length === 0 && opening.items.length > 0 ? 'sold_out' : undefined)
    if (block === undefined) open.push(found)
    else closed.push({ family, block, reason: null, channel: null, at: null, until: null })
  }
  return { open, closed: closed.sort((a, b) => (b.at ?? 0) - (a.at ?? 0)) }
}

function openingOf(
  { account, facts, items, words }: Known,
  { lapsed, p, margin, low, high, assumed, gap, reasons, items: ids }: StoredOpening,
  family: string,
  currency: string,
): BriefOpening {
  const card = words.cards.find((one) => one.family === family)?.written
  const answers = new Map(card?.answers.map(({ reason, answer }) => [reason, answer]))
  const refused = words.refusals.filter((one) => one.family === family)
  const times = new Map(refused.map((one) => [one.reason, one.times]))
  const mark = facts.marks.find((one) => one.family === family)
  const sellable = ids.flatMap((id) => {
    const row = items.get(id)
    return row && isSellable(row) ? [accountItem(row, account.written.group, currency)] : []
  })
  return {
    ...{ family, state: lapsed ? 'lapsed' : 'never', probability: p },
    ...{ margin, margin_low: low, margin_high: high, margin_assumed: assumed, gap, reasons },
    items: sellable,
    ...{ use_cases: card?.use_cases ?? [], questions: card?.questions ?? [] },
    objections: [...new Set([...times.keys(), ...answers.keys()])]
      .map((reason) => ({ reason, answer: answers.get(reason) ?? '', times: times.get(reason) ?? 0 }))
      .sort((a, b) => b.times - a.times),
    ...{ mark: mark?.mark ?? null, mark_note: mark?.note ?? '' },
  }
}

/** The last contacts with buyers, newest first: what was sent, shown or said. Talks of reps are those about this account. */
const contactsOf = (
  decisions: readonly BuyersDecision[],
  outcomes: readonly AccountOutcome[],
): AccountBrief['contacts'] =>
  [
    ...outcomes.map(({ at, channel, family, outcome }) => ({ at, channel, what: family, status: outcome })),
    ...decisions.flatMap(({ status, title, channel, ...one }) => {
      const at = one.contact_at ?? one.ended_at
      if (at === null || status === 'open' || status === 'withdrawn' || status === 'expired') return []
      return [{ at, channel: one.contact_channel ?? one.answered_on ?? channel, what: title, status }]
    }),
  ]
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_CONTACTS)
