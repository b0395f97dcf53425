import { grouped } from '../../engine/data/grouped.ts'
import { type MadeContact, type PersonHistory, type Replayed, replay } from '../../engine/decide/replay.ts'
import type { ContactPolicySettings } from '../../schema/decisions/policy.ts'
import type { PolicySimulation } from '../../schema/decisions/policy-simulation.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY } from '../../vocabulary/time.ts'
import { detailsOfPerson } from '../customers/details.ts'
import {
  type DecisionContact,
  type MadeContacts,
  readMadeContacts,
} from '../store/decisions/made-contacts.ts'
import type { Store } from '../store/open.ts'
import { hasAccountWindow, policyFor, statusOf } from './question.ts'

/** The longest that a contact is made after its decision. */
const LONGEST_DECISION = 90 * DAY

/** Two refusals without an answer count when they are at most so many days apart (engine/decide/policy.ts). */
const IGNORED_DAYS = 30

/** Days for which the policy remembers a contact or an answer. */
const memoryOf = ({ windows, rests, least_gap_hours }: ContactPolicySettings): number =>
  Math.max(
    ...[rests.accepted, rests.rejected, rests.rejected_category, rests.ignored + IGNORED_DAYS],
    ...[least_gap_hours / 24, ...windows.map((one) => one.days)],
  )

/**
 * What a contact policy would have done with the contacts of the last days. Contacts before them take their places in its windows.
 * @param now UTC milliseconds
 */
export async function simulatePolicy(
  store: Store,
  shop: Shop,
  settings: ContactPolicySettings,
  days: number,
  now: number,
): Promise<PolicySimulation> {
  const asked = now - days * DAY
  const longest = memoryOf(settings) * DAY
  const countsAccounts = hasAccountWindow(settings)
  const made = await readMadeContacts(store, asked - longest - LONGEST_DECISION, countsAccounts, now)
  const oldest = Math.min(now, ...made.rows.map(({ created_at }) => created_at))
  // What the policy remembers has to be known at the first contact that is looked at.
  const from = made.is_cut ? Math.min(now, Math.max(asked, oldest + longest)) : asked
  const people = [...grouped(made.rows, ({ person }) => person)].map(([person, rows]) => {
    const { time_zone, group } = detailsOfPerson(made.details.get(person) ?? [])
    const zone = time_zone ?? shop.time_zone
    return { person, ...historyOf(rows, made, now), zone, policy: policyFor(settings, group) }
  })
  const replayed = byAccount(people, made.accounts).flatMap((some) =>
    replay(some).map((of) => of.filter(({ contact }) => contact.at >= from)),
  )
  return {
    from,
    ...summaryOf(
      replayed.filter((one) => one.length > 0),
      made,
    ),
  }
}

type Person = PersonHistory & { person: string }

/** People who share the windows of an account; somebody without one is alone. */
const byAccount = (people: readonly Person[], accounts: ReadonlyMap<string, string>): Person[][] => [
  ...grouped(people, ({ person }) => {
    const account = accounts.get(person)
    return account === undefined ? `person ${person}` : `account ${account}`
  }).values(),
]

/** The contacts and decisions of one person. */
function historyOf(rows: readonly DecisionContact[], { offers }: MadeContacts, now: number) {
  const decisions = [...grouped(rows, ({ decision_id }) => decision_id).values()].flatMap(([row]) => {
    if (!row) return []
    const { decision_id, offer_id, categories, created_at, seen_at, expires_at } = row
    const status = statusOf(row, now)
    const isOver = status === 'ignored' || status === 'expired'
    const ended_at = isOver ? expires_at : row.ended_at
    return [{ decision_id, offer_id, categories, status, created_at, seen_at, ended_at }]
  })
  const contacts = rows.flatMap(
    ({ channel, at, decision_id, offer_id, categories, expires_at }): MadeContact[] =>
      channel === null || at === null
        ? []
        : [
            {
              ...{ channel, at, decision_id, offer_id, categories, expires_at },
              follow_up_of: offers.get(offer_id)?.follow_up_of ?? [],
            },
          ],
  )
  return { contacts, decisions }
}

const isWithheld = ({ withheld }: Replayed): boolean => withheld !== undefined

/** Decisions of which no contact is left. */
function lostDecisions(of: readonly Replayed[]): string[] {
  const kept = new Set(of.filter((one) => !isWithheld(one)).map(({ contact }) => contact.decision_id))
  const withheld = new Set(of.filter(isWithheld).map(({ contact }) => contact.decision_id))
  return [...withheld].filter((decision_id) => !kept.has(decision_id))
}

function summaryOf(
  replayed: readonly (readonly Replayed[])[],
  { rows, offers }: MadeContacts,
): Omit<PolicySimulation, 'from'> {
  const all = replayed.flat()
  const withheld = all.filter(isWithheld)
  const accepted = new Set(rows.flatMap((row) => (row.status === 'accepted' ? row.decision_id : [])))
  const causes = grouped(withheld, ({ withheld: why }) => JSON.stringify([why?.code, why?.max, why?.days]))
  return {
    contacts: all.length,
    withheld: withheld.length,
    moved: all.filter(({ moved }) => moved).length,
    people: replayed.length,
    people_affected: replayed.filter((one) => one.some(isWithheld)).length,
    causes: [...causes.values()]
      .map((of) => {
        const { code = '', max, days } = of[0]?.withheld ?? {}
        const limits = { ...(max !== undefined && { max }), ...(days !== undefined && { days }) }
        return { code, ...limits, contacts: of.length }
      })
      .sort((a, b) => b.contacts - a.contacts || (a.code < b.code ? -1 : 1)),
    channels: [...grouped(all, ({ contact }) => contact.channel)]
      .map(([channel, of]) => ({ channel, contacts: of.length, withheld: of.filter(isWithheld).length }))
      .sort((a, b) => b.withheld - a.withheld || (a.channel < b.channel ? -1 : 1)),
    offers: [...grouped(all, ({ contact }) => contact.offer_id)]
      .map(([offer_id, of]) => {
        const lost = of.filter(isWithheld)
        return {
          ...{ offer_id, name: offers.get(offer_id)?.name ?? offer_id },
          ...{ contacts: of.length, withheld: lost.length },
          accepted_withheld: lostDecisions(of).filter((decision_id) => accepted.has(decision_id)).length,
        }
      })
      .sort((a, b) => b.withheld - a.withheld || (a.offer_id < b.offer_id ? -1 : 1)),
  }
}
