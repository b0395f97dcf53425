import { DAY, HOUR } from '../../vocabulary/time.ts'

/** What was said, and when: everything that the oracle knows. */
export type Heard = {
  triggers: readonly {
    trigger_id: string
    /** Name of the event, or `order`. */
    on: string
    on_at: number
    wait_hours: number
    late_hours: number
    isCancelledByOrders: boolean
    hasControl: boolean
    /** What each further step follows. */
    after: readonly ('refused' | 'silence')[]
  }[]
  /** By person, name and key. */
  events: Map<string, { caused_at: number | null; told_at: number | null; cancelled_at: number | null }>
  orders: { person: number; order_id: string; ordered_at: number; told_at: number }[]
  consents: Map<number, { at: number; given: boolean }[]>
  /** When jobs began that ended. */
  runs: number[]
}

/** A row of a trigger's firings, with the person's number. */
export type FiringSeen = {
  trigger_id: string
  person: number
  cause: string
  step: number
  state: string
  reason: string | null
  decision_id: string | null
  caused_at: number
  planned_at: number
  done_at: number | null
}
export type DecisionSeen = { decision_id: string; person: number; created_at: number; status: string }
export type ContactSeen = { decision_id: string; person: number; at: number; made: boolean }

/** The limits that the shop of a life has. */
export const LIFE_WINDOW = { max: 3, days: 7 }
export const LIFE_HOURS = { from: 8, to: 21 }

type Trigger = Heard['triggers'][number]
type Cause = {
  trigger: Trigger
  person: number
  cause: string
  caused_at: number
  told_at: number
  cancelled_at: number | null
  order_id?: string
}

/** What is wrong with what became of the causes, in words; none when every one fired once, or not at all for the reason that it says. */
export function violationsOf(
  heard: Heard,
  rows: readonly FiringSeen[],
  decisions: readonly DecisionSeen[],
  contacts: readonly ContactSeen[],
  now: number,
): string[] {
  const byId = new Map(decisions.map((row) => [row.decision_id, row]))
  const causes = causesOf(heard)
  const found: string[] = []
  const named = (row: FiringSeen) => `${row.trigger_id} ${row.person} ${row.cause} ${row.step}`
  const first = new Map<string, FiringSeen[]>()
  for (const row of rows.filter(({ step, reason }) => step === 0 && reason !== 'repeated')) {
    const id = `${row.trigger_id} ${row.person} ${row.cause}`
    first.set(id, [...(first.get(id) ?? []), row])
  }
  for (const [id, cause] of causes) {
    const own = first.get(id) ?? []
    if (own.length !== 1) {
      if (own.length > 1 || mustBeNoted(cause, heard)) found.push(`${id} is noted ${own.length} times`)
      continue
    }
    const [row] = own
    const problem = row && wrongTurn(row, cause, heard, byId)
    if (problem) found.push(`${id}: ${problem}`)
  }
  for (const id of first.keys()) if (!causes.has(id)) found.push(`${id} has no cause`)
  for (const row of rows) {
    const isStuck = row.state === 'waiting' && row.planned_at <= now
    const isNameless = (row.state === 'cancelled' || row.state === 'withheld') && row.reason === null
    if (isStuck || isNameless) found.push(`${named(row)} is ${row.state} for ${row.reason}`)
  }
  return [
    ...found,
    ...wrongSteps(heard, rows),
    ...wrongDecisions(rows, decisions),
    ...wrongContacts(heard, rows, contacts),
  ]
}

/** Every cause that was said, by trigger, person and name. */
function causesOf({ triggers, events, orders }: Heard): Map<string, Cause> {
  const causes = new Map<string, Cause>()
  const add = (cause: Cause) => {
    if (cause.caused_at >= cause.trigger.on_at) {
      causes.set(`${cause.trigger.trigger_id} ${cause.person} ${cause.cause}`, cause)
    }
  }
  for (const trigger of triggers) {
    for (const [id, { caused_at, told_at, cancelled_at }] of events) {
      const [person, name, key] = JSON.parse(id) as [number, string, string]
      if (name !== trigger.on || caused_at === null || told_at === null) continue
      add({ trigger, person, cause: `event:${name}:${key}`, caused_at, told_at, cancelled_at })
    }
    for (const { person, order_id, ordered_at, told_at } of trigger.on === 'order' ? orders : []) {
      const cause = { cause: `order:${order_id}`, caused_at: ordered_at, cancelled_at: null, order_id }
      add({ trigger, person, told_at, ...cause })
    }
  }
  return causes
}

/** An order is noted by the first job after it, unless it became known a day too late. */
const mustBeNoted = ({ trigger, caused_at, told_at, order_id }: Cause, { runs }: Heard): boolean =>
  order_id === undefined ||
  runs.some((at) => at >= told_at && caused_at >= at - trigger.late_hours * HOUR - DAY)

/** What is wrong with the turn of a first step. */
function wrongTurn(
  row: FiringSeen,
  cause: Cause,
  heard: Heard,
  decisions: ReadonlyMap<string, DecisionSeen>,
): string | undefined {
  const { trigger, person, told_at, caused_at } = cause
  const decision = row.decision_id === null ? undefined : decisions.get(row.decision_id)
  const at = decision?.created_at ?? row.done_at
  const planned = caused_at + trigger.wait_hours * HOUR
  if (row.caused_at !== caused_at || row.planned_at !== planned) return 'has other times'
  const wasLate = row.done_at === told_at || cause.order_id !== undefined
  if (at === null) return row.state === 'waiting' ? undefined : `is ${row.state} since never`
  if (row.state === 'late') {
    const isLate =
      (wasLate && at - caused_at > trigger.late_hours * HOUR) || at - planned > trigger.late_hours * HOUR
    return isLate ? undefined : 'is not late'
  }
  const gone = goneAt(cause, heard, at)
  if (decision) {
    if (at < planned) return 'is before its time'
    if (gone) return `is decided although ${gone}`
    if (at - planned > trigger.late_hours * HOUR) return 'is decided too late'
    if (!allows(heard, person, at)) return 'is decided without consent'
    const end = row.state === 'cancelled' ? goneAt(cause, heard, row.done_at ?? 0) : row.reason
    return row.state === 'cancelled' && end !== row.reason ? `is cancelled although ${end}` : undefined
  }
  if (row.state === 'cancelled')
    return gone === row.reason ? undefined : `is cancelled for ${row.reason}, not ${gone}`
  if (gone) return `is ${row.state} although ${gone}`
  if (row.state === 'control') return trigger.hasControl ? undefined : 'is in a control'
  if (row.state !== 'withheld') return `is ${row.state}`
  const isForConsent = row.reason === 'no_consent'
  return isForConsent === !allows(heard, person, at) ? undefined : `is withheld for ${row.reason}`
}

/** Why the reason of a cause has gone at a time, by what was said until then. */
function goneAt(
  { trigger, person, caused_at, cancelled_at, order_id }: Cause,
  { orders }: Heard,
  at: number,
) {
  if (cancelled_at !== null && cancelled_at <= at) return 'event_cancelled'
  if (!trigger.isCancelledByOrders) return undefined
  const isLater = orders.some(
    (one) =>
      one.person === person && one.told_at <= at && one.ordered_at > caused_at && one.order_id !== order_id,
  )
  return isLater ? 'ordered' : undefined
}

const allows = ({ consents }: Heard, person: number, at: number): boolean =>
  consents.get(person)?.findLast((one) => one.at <= at)?.given ?? false

/** A step follows a refusal or silence of the one before it, as the trigger says, and there are no more than it has. */
function wrongSteps({ triggers }: Heard, rows: readonly FiringSeen[]): string[] {
  const byKey = new Map(rows.map((row) => [`${row.trigger_id} ${row.person} ${row.cause} ${row.step}`, row]))
  return rows.flatMap((row) => {
    const { trigger_id, person, cause, step } = row
    if (step === 0) return []
    const before = byKey.get(`${trigger_id} ${person} ${cause} ${step - 1}`)
    const after = triggers.find((one) => one.trigger_id === trigger_id)?.after[step - 1]
    const wanted = after === 'refused' ? 'rejected' : 'ignored'
    const isFit = after !== undefined && before?.state === 'ended' && before.reason === wanted
    return isFit
      ? []
      : [`${trigger_id} ${person} ${cause} ${step} follows ${before?.state} ${before?.reason}`]
  })
}

/** Every decision belongs to one step, because nobody else decides. */
function wrongDecisions(rows: readonly FiringSeen[], decisions: readonly DecisionSeen[]): string[] {
  const times = new Map<string, number>()
  for (const { decision_id } of rows) {
    if (decision_id !== null) times.set(decision_id, (times.get(decision_id) ?? 0) + 1)
  }
  return decisions.flatMap(({ decision_id, status }) => {
    const count = times.get(decision_id) ?? 0
    return count === 1 ? [] : [`decision ${decision_id} (${status}) belongs to ${count} steps`]
  })
}

/** No contact without consent, at night, beyond the window, or after its event was cancelled. */
function wrongContacts(
  heard: Heard,
  rows: readonly FiringSeen[],
  contacts: readonly ContactSeen[],
): string[] {
  const made = contacts.filter((one) => one.made)
  return made.flatMap(({ decision_id, person, at }) => {
    const hour = new Date(at).getUTCHours()
    const row = rows.find((one) => one.decision_id === decision_id)
    const [, name, key] = row?.cause.split(':') ?? []
    const gone =
      heard.events.get(JSON.stringify([person, name, key]))?.cancelled_at ?? Number.POSITIVE_INFINITY
    const near = made.filter(
      (one) => one.person === person && one.at <= at && one.at > at - LIFE_WINDOW.days * DAY,
    )
    return [
      ...(allows(heard, person, at) ? [] : [`contact ${decision_id} without consent`]),
      ...(hour >= LIFE_HOURS.from && hour < LIFE_HOURS.to ? [] : [`contact ${decision_id} at ${hour} h`]),
      ...(near.length <= LIFE_WINDOW.max ? [] : [`contact ${decision_id} is number ${near.length}`]),
      ...(gone < at && row?.cause.startsWith('event:')
        ? [`contact ${decision_id} after its reason went`]
        : []),
    ]
  })
}
