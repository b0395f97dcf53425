import { HOUR } from '../../vocabulary/time.ts'
import { type ContactPolicy, contactTime, restOf } from './policy.ts'
import type { Contact, PastDecision, Withheld } from './types.ts'

/** A contact that was made, and the decision that it was about. */
export type MadeContact = Contact & {
  decision_id: string
  follow_up_of: readonly string[]
  /** First moment at which its decision is over. */
  expires_at: number
}

/** One person's contacts and decisions, and the policy that is tried. */
export type PersonHistory = {
  contacts: readonly MadeContact[]
  decisions: readonly (PastDecision & { decision_id: string })[]
  /** IANA name of the person's time zone. */
  zone: string
  policy: ContactPolicy
}

/** What another policy would have done with a contact: made it, moved it to a later time of the day, or withheld it. */
export type Replayed = { contact: MadeContact; moved: boolean; withheld: Withheld | undefined }

/** A contact that is moved by less than this was made at the edge of an hour. */
const NOT_MOVED = HOUR / 60

/**
 * Replays the contacts of people who share the windows of an account under another policy, in the order of time. A contact that is withheld
 * takes no place in any window, and an answer to a decision of which no contact is left binds nothing. Decisions of pages and conflicts of
 * offers stay as they were.
 * @returns the contacts of each person, in the order of time
 */
export function replay(people: readonly PersonHistory[]): Replayed[][] {
  const kept = people.map((): MadeContact[] => [])
  const found = people.map((): Replayed[] => [])
  const steps = people.map((person, at) =>
    judgeNext(person, kept[at] ?? [], () => kept.flatMap((of, other) => (other === at ? [] : of))),
  )
  people
    .flatMap(({ contacts }, at) => contacts.map((contact) => ({ contact, at })))
    .sort((a, b) => a.contact.at - b.contact.at || (a.contact.decision_id < b.contact.decision_id ? -1 : 1))
    .forEach(({ contact, at }) => {
      const one = steps[at]?.(contact)
      if (one) found[at]?.push(one)
    })
  return found
}

/** Judges the next contact of a person. @param kept those of before that were kept, to which it is added */
function judgeNext(
  { contacts, decisions, zone, policy }: PersonHistory,
  kept: MadeContact[],
  colleaguesOf: () => readonly MadeContact[],
): (contact: MadeContact) => Replayed {
  const sent = new Set(contacts.map(({ decision_id }) => decision_id))
  return (contact) => {
    const { at: now, channel, decision_id } = contact
    const reached = new Set(kept.map((one) => one.decision_id))
    const past = decisions
      .filter((one) => one.created_at < now && one.decision_id !== decision_id)
      .filter((one) => !sent.has(one.decision_id) || reached.has(one.decision_id))
      // An answer that was given later was not known then.
      .filter(({ ended_at }) => ended_at === null || ended_at <= now)
    const candidate = {
      ...contact,
      ...{ kind: 'cross_sell' as const, ends_at: Number.POSITIVE_INFINITY, conflicts: [] },
    }
    const history = { contacts: kept, decisions: past, colleagues: colleaguesOf() }
    const rest = restOf(candidate, channel, history, policy.rests, now)
    const time = contactTime(candidate, channel, contact.expires_at, history, policy, { now, zone })
    const withheld = rest ?? ('withheld' in time ? time.withheld : undefined)
    if (withheld || 'withheld' in time) return { contact, moved: false, withheld }
    kept.push({ ...contact, at: time.at })
    return { contact, moved: time.at - now > NOT_MOVED, withheld: undefined }
  }
}
