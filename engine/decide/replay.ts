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
  const all = people.map(
    (person): Progress => ({
      person,
      sent: new Set(person.contacts.map(({ decision_id }) => decision_id)),
      ...{ kept: [], replayed: [] },
    }),
  )
  all
    .flatMap((own) => own.person.contacts.map((contact) => ({ contact, own })))
    .sort((a, b) => a.contact.at - b.contact.at || (a.contact.decision_id < b.contact.decision_id ? -1 : 1))
    .forEach(({ contact, own }) => {
      const colleagues = all.filter((one) => one !== own).flatMap(({ kept }) => kept)
      own.replayed.push(judge(contact, own, colleagues))
    })
  return all.map(({ replayed }) => replayed)
}

/** What became of a person's contacts so far. */
type Progress = {
  person: PersonHistory
  /** Ids of the decisions that have contacts. */
  sent: ReadonlySet<string>
  /** Contacts that were made, at the times to which they were moved. */
  kept: MadeContact[]
  replayed: Replayed[]
}

/** Judges the next contact of a person, and adds it to those that are kept if the policy allows it. */
function judge(
  contact: MadeContact,
  { person, sent, kept }: Progress,
  colleagues: readonly Contact[],
): Replayed {
  const { decisions, zone, policy } = person
  const { at: now, channel, decision_id } = contact
  const reached = new Set(kept.map((one) => one.decision_id))
  const past = decisions
    .filter((one) => one.created_at < now && one.decision_id !== decision_id)
    .filter((one) => !sent.has(one.decision_id) || reached.has(one.decision_id))
    // An answer that was given later was not known then.
    .filter(({ ended_at }) => ended_at === null || ended_at <= now)
  const history = { contacts: kept, decisions: past, colleagues }
  const rest = restOf(contact, channel, history, policy.rests, now)
  const time = contactTime(contact, channel, contact.expires_at, history, policy, { now, zone })
  const withheld = rest ?? ('withheld' in time ? time.withheld : undefined)
  if (withheld || 'withheld' in time) return { contact, moved: false, withheld }
  kept.push({ ...contact, at: time.at })
  return { contact, moved: time.at - now >= NOT_MOVED, withheld: undefined }
}
