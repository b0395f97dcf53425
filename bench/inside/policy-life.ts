import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { DAY, HOUR, SECOND } from '../../vocabulary/time.ts'

/** The call of the database at which an invocation ends, before or after that call was done. */
export type Kill = { call: number; isDone: boolean }

/**
 * What the life of a policy calls; each runs at the time of its clock. Of a call that is killed nobody hears whether it was done: it
 * returns undefined, unless it needed fewer calls of the database.
 */
export type PolicyApi = {
  ask(customer: string, channel: string, kill?: Kill): Promise<{ decision: SeenDecision | null } | undefined>
  /** `at`: when the contact was made. */
  deliver(
    decision_id: string,
    channel: string,
    call?: { key: string; kill?: Kill },
  ): Promise<{ status: number; at?: number | undefined } | undefined>
  respond(
    decision_id: string,
    response: string,
    channel: string,
    kill?: Kill,
  ): Promise<{ status: number } | undefined>
  setClock(now: number): void
}

/** What the life reads of a decision. */
export type SeenDecision = {
  decision_id: string
  offer_id: string
  created_at: number
  expires_at: number
  contacts: readonly { channel: string; at: number; made: boolean }[]
}

/** What must hold of contacts; kept apart from the schema, because this is the oracle. */
export type Limits = {
  windows: readonly { channels?: readonly string[]; max: number; days: number }[]
  /** Customers who buy for one account, and the window that counts the contacts of all of them. */
  account: { customers: readonly string[]; max: number; days: number }
  rejected_days: number
}

const CHANNELS = ['web', 'email', 'sms', 'rep']

/** The state of one customer as the oracle sees it. */
type Life = {
  /** Made contacts, UTC milliseconds. */
  made: { channel: string; at: number }[]
  refusals: { offer_id: string; at: number }[]
  /** The decision that must be returned until it is answered or over. */
  open?: SeenDecision | undefined
}

/** A violation that the oracle found, in words. */
export type Violations = string[]

/** How much happened; `killed` counts calls of which nobody heard, `races` the rounds in which two channels or more asked at once. */
type Found = { decided: number; contacts: number; refused: number; killed: number; races: number }

/** Share of the questions, deliveries and answers of which one is killed first, and the last call of the database at which it is. */
const [KILLED, LAST_CALL] = [0.25, 12]

/** Somewhere in an invocation, now and then. */
function aKill(roll: Dice): Kill | undefined {
  return roll.chance() >= KILLED
    ? undefined
    : { call: 1 + roll.below(LAST_CALL), isDone: roll.chance() < 0.5 }
}

/**
 * Lives through random questions, deliveries, answers and jumps of the clock, several at once, and compares every answer with what the
 * policy allows.
 * @param rounds of one to six calls at once
 * @returns the violations, and how much happened
 */
export async function livePolicy(
  api: PolicyApi,
  customers: readonly string[],
  limits: Limits,
  { rounds, seed, start }: { rounds: number; seed: number; start: number },
): Promise<{ violations: Violations } & Found> {
  const roll = dice(seed)
  const lives = new Map<string, Life>(customers.map((one) => [one, { made: [], refusals: [] }]))
  const violations: Violations = []
  const found: Found = { decided: 0, contacts: 0, refused: 0, killed: 0, races: 0 }
  let now = start
  for (let round = 0; round < rounds; round += 1) {
    now += Math.floor(roll.wait(roll.chance() < 0.1 ? 5 * DAY : 2 * HOUR))
    api.setClock(now)
    const customer = customers[roll.below(customers.length)] ?? ''
    const life = lives.get(customer) ?? { made: [], refusals: [] }
    const note = (text: string) => violations.push(`round ${round}, ${customer}: ${text}`)
    const channels = Array.from({ length: 1 + roll.below(6) }, () => CHANNELS[roll.below(4)] ?? 'web')
    if (new Set(channels).size > 1) found.races += 1
    const kill = aKill(roll)
    const answers = await Promise.all([
      ...(kill ? [api.ask(customer, channels[0] ?? 'web', kill)] : []),
      ...channels.map((channel) => api.ask(customer, channel)),
    ])
    if (kill && !answers[0]) found.killed += 1
    const decisions = answers.flatMap((answer) => answer?.decision ?? [])
    checkSame(decisions, life, now, note)
    for (const decision of decisions) checkContacts(decision, note)
    const current = decisions[0] ?? (life.open && life.open.expires_at > now ? life.open : undefined)
    if (current && current.decision_id !== life.open?.decision_id) {
      found.decided += 1
      checkRests(current, life, limits, note)
    }
    life.open = current
    if (!current) continue
    now = await deliverAtOnce(api, roll, current, life, now, found)
    for (const window of limits.windows) checkWindow(life.made, window, note)
    const colleagues = limits.account.customers.flatMap((one) => lives.get(one)?.made ?? [])
    checkWindow(colleagues, limits.account, note)
    await answerAtOnce(api, roll, current, life, now, found)
  }
  return { violations, ...found }
}

type Note = (text: string) => void

function checkSame(decisions: readonly SeenDecision[], life: Life, now: number, note: Note): void {
  const ids = new Set(decisions.map(({ decision_id }) => decision_id))
  if (ids.size > 1) note(`${ids.size} decisions at once`)
  const { open } = life
  const isValid = open !== undefined && open.expires_at > now
  if (isValid && decisions.some(({ decision_id }) => decision_id !== open.decision_id)) {
    note('another decision before the first was answered')
  }
}

function checkRests(decision: SeenDecision, life: Life, { rejected_days }: Limits, note: Note): void {
  const early = life.refusals.find(
    ({ offer_id, at }) => offer_id === decision.offer_id && decision.created_at - at < rejected_days * DAY,
  )
  if (early) note(`refused offer back after ${(decision.created_at - early.at) / DAY} days`)
}

/** Counts every interval that begins just before a contact. */
function checkWindow(
  made: Life['made'],
  { channels, max, days }: Limits['windows'][number],
  note: Note,
): void {
  const times = made.filter(({ channel }) => !channels || channels.includes(channel)).map(({ at }) => at)
  for (const first of times) {
    const inside = times.filter((at) => at >= first && at < first + days * DAY).length
    if (inside > max) note(`${inside} contacts in ${days} days`)
  }
}

/** Every contact that a decision has made was allowed to somebody, however many calls were killed. */
function checkContacts({ decision_id, contacts }: SeenDecision, note: Note): void {
  for (const { channel, made } of contacts) {
    if (made && !sent.has(`${decision_id} ${channel}`))
      note(`a contact by ${channel} that nobody was allowed`)
  }
}

/** Several channels try to send at once; now and then one of them is killed before, and asks again. */
async function deliverAtOnce(
  api: PolicyApi,
  roll: Dice,
  { decision_id }: SeenDecision,
  life: Life,
  now: number,
  found: Found,
): Promise<number> {
  const channels = ['email', 'sms', 'email'].slice(0, roll.below(4))
  const note = (channel: string, at: number) => {
    if (sent.has(`${decision_id} ${channel}`)) return
    sent.add(`${decision_id} ${channel}`)
    life.made.push({ channel, at })
    found.contacts += 1
  }
  const [first] = channels
  const kill = first && aKill(roll)
  let later = now
  if (first && kill) {
    const key = `${decision_id} ${now}`
    const heard = await api.deliver(decision_id, first, { key, kill })
    if (!heard) found.killed += 1
    later += AGAIN
    api.setClock(later)
    const again = heard ?? (await api.deliver(decision_id, first, { key }))
    if (again?.at !== undefined) note(first, again.at)
  }
  const results = await Promise.all(channels.map((channel) => api.deliver(decision_id, channel)))
  for (const channel of new Set(channels)) {
    const isSent = channels.some((one, at) => one === channel && results[at]?.status === 200)
    if (isSent) note(channel, later)
    else found.refused += 1
  }
  return later
}

/** Decisions and channels of which somebody heard that they may be sent. */
const sent = new Set<string>()

/** Milliseconds after which a call that died may be repeated with its key. */
const AGAIN = 31 * SECOND

async function answerAtOnce(
  api: PolicyApi,
  roll: Dice,
  { decision_id, offer_id }: SeenDecision,
  life: Life,
  now: number,
  found: Found,
): Promise<void> {
  const response = roll.pick(['none', 'viewed', 'accepted', 'rejected'], (one) => (one === 'none' ? 4 : 1))
  if (!response || response === 'none') return
  const kill = aKill(roll)
  if (kill && !(await api.respond(decision_id, response, 'web', kill))) found.killed += 1
  await api.respond(decision_id, response, 'web')
  if (response === 'viewed') return
  if (response === 'rejected') life.refusals.push({ offer_id, at: now })
  life.open = undefined
}
