import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'

/** What the life of a policy calls; each runs at the time of its clock. */
export type PolicyApi = {
  ask(customer: string, channel: string): Promise<{ decision: SeenDecision | null }>
  deliver(decision_id: string, channel: string): Promise<{ status: number }>
  respond(decision_id: string, response: string, channel: string): Promise<{ status: number }>
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
): Promise<{ violations: Violations; decided: number; contacts: number; refused: number }> {
  const roll = dice(seed)
  const lives = new Map<string, Life>(customers.map((one) => [one, { made: [], refusals: [] }]))
  const violations: Violations = []
  const found = { decided: 0, contacts: 0, refused: 0 }
  let now = start
  for (let round = 0; round < rounds; round += 1) {
    now += Math.floor(roll.wait(roll.chance() < 0.1 ? 5 * DAY : 2 * HOUR))
    api.setClock(now)
    const customer = customers[roll.below(customers.length)] ?? ''
    const life = lives.get(customer) ?? { made: [], refusals: [] }
    const note = (text: string) => violations.push(`round ${round}, ${customer}: ${text}`)
    const channels = Array.from({ length: 1 + roll.below(6) }, () => CHANNELS[roll.below(4)] ?? 'web')
    const answers = await Promise.all(channels.map((channel) => api.ask(customer, channel)))
    const decisions = answers.flatMap(({ decision }) => decision ?? [])
    checkSame(decisions, life, now, note)
    const current = decisions[0] ?? (life.open && life.open.expires_at > now ? life.open : undefined)
    if (current && current.decision_id !== life.open?.decision_id) {
      found.decided += 1
      checkRests(current, life, limits, note)
    }
    life.open = current
    if (!current) continue
    await deliverAtOnce(api, roll, current, life, now, found)
    checkWindows(life, limits, note)
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
function checkWindows({ made }: Life, { windows }: Limits, note: Note): void {
  for (const { channels, max, days } of windows) {
    const times = made.filter(({ channel }) => !channels || channels.includes(channel)).map(({ at }) => at)
    for (const first of times) {
      const inside = times.filter((at) => at >= first && at < first + days * DAY).length
      if (inside > max) note(`${inside} contacts in ${days} days`)
    }
  }
}

type Found = { decided: number; contacts: number; refused: number }

/** Several channels try to send at once. */
async function deliverAtOnce(
  api: PolicyApi,
  roll: Dice,
  { decision_id }: SeenDecision,
  life: Life,
  now: number,
  found: Found,
): Promise<void> {
  const channels = ['email', 'sms', 'email'].slice(0, roll.below(4))
  const results = await Promise.all(channels.map((channel) => api.deliver(decision_id, channel)))
  for (const channel of new Set(channels)) {
    const isSent = channels.some((one, at) => one === channel && results[at]?.status === 200)
    const before = sent.get(`${decision_id} ${channel}`)
    if (isSent && !before) {
      sent.set(`${decision_id} ${channel}`, now)
      life.made.push({ channel, at: now })
      found.contacts += 1
    }
    if (!isSent) found.refused += 1
  }
}

/** Times at which decisions were first sent, by decision and channel. */
const sent = new Map<string, number>()

async function answerAtOnce(
  api: PolicyApi,
  roll: Dice,
  { decision_id, offer_id }: SeenDecision,
  life: Life,
  now: number,
  _found: Found,
): Promise<void> {
  const response = roll.pick(['none', 'viewed', 'accepted', 'rejected'], (one) => (one === 'none' ? 4 : 1))
  if (!response || response === 'none') return
  await api.respond(decision_id, response, 'web')
  if (response === 'viewed') return
  if (response === 'rejected') life.refusals.push({ offer_id, at: now })
  life.open = undefined
}
