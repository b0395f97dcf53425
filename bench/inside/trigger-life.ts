import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import {
  type ContactSeen,
  type DecisionSeen,
  type FiringSeen,
  type Heard,
  violationsOf,
} from './trigger-oracle.ts'

/** What a life of triggers calls; each call is made at the time of its clock. */
export type TriggerApi = {
  setClock(now: number): void
  post(events: readonly object[]): Promise<unknown>
  order(order: object): Promise<unknown>
  consent(customer_id: string, given: boolean, at: number): Promise<unknown>
  deliver(decision_id: string): Promise<{ status: number }>
  respond(decision_id: string, response: string): Promise<unknown>
  /**
   * Lets the job run. @param fails_at number of the call of the database that fails, before or after it was done; undefined for none
   * @returns whether it ended
   */
  run(fails_at?: { call: number; isDone: boolean }): Promise<boolean>
  firings(): Promise<FiringSeen[]>
  decisions(): Promise<DecisionSeen[]>
  contacts(): Promise<ContactSeen[]>
}

export type LifeOptions = {
  seed: number
  start: number
  rounds: number
  /** Names of customers; a customer may have several, which name the same person. */
  customers: readonly (readonly object[])[]
  /** Events of a call, at most. */
  burst: number
  /** Triggers by what they react to. */
  triggers: Heard['triggers']
}

/** How much happened. */
export type Lived = {
  violations: string[]
  events: number
  interrupted: number
  states: Record<string, number>
}

/**
 * Lives through random events that are repeated, cancelled, late and in any order, orders, changes of consent, deliveries, answers and jobs, some of
 * which are interrupted in the middle, and compares what became of every cause with a simple oracle that knows only what was said and when.
 */
export async function liveTriggers(api: TriggerApi, options: LifeOptions): Promise<Lived> {
  const roll = dice(options.seed)
  const heard: Heard = {
    ...{ triggers: options.triggers, events: new Map(), orders: [], consents: new Map(), runs: [] },
  }
  const life = { api, roll, heard, options, now: options.start, events: 0, interrupted: 0 }
  for (let person = 0; person < options.customers.length; person += 1) {
    heard.consents.set(person, [{ at: 0, given: true }])
  }
  for (let round = 0; round < options.rounds; round += 1) {
    move(life, roll.wait(roll.chance() < 0.03 ? 2 * DAY : HOUR))
    await postSome(life)
    if (roll.chance() < 0.25) await orderSome(life)
    if (roll.chance() < 0.1) await changeConsent(life)
    if (roll.chance() < 0.7) await runJob(life, roll.chance() < 0.3)
    if (roll.chance() < 0.5) await sendSome(life)
  }
  // Everything that waits has its turn, and every decision is answered or over.
  for (const days of [0.1, 3, 20, 20, 20]) {
    move(life, days * DAY)
    await runJob(life, false)
  }
  const rows = await api.firings()
  const violations = violationsOf(heard, rows, await api.decisions(), await api.contacts(), life.now)
  const states: Record<string, number> = {}
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1
  return { violations, events: life.events, interrupted: life.interrupted, states }
}

type Life = {
  api: TriggerApi
  roll: Dice
  heard: Heard
  options: LifeOptions
  now: number
  events: number
  interrupted: number
}

function move(life: Life, by: number): void {
  life.now += Math.max(1, Math.floor(by))
  life.api.setClock(life.now)
}

const anyOf = <T>(roll: Dice, list: readonly T[]): T => list[roll.below(list.length)] as T

/** How long ago something happened that is told now: mostly lately, sometimes too long ago. */
const age = (roll: Dice): number =>
  Math.floor(roll.chance() < 0.75 ? roll.wait(HOUR) : roll.chance() * 70 * HOUR)

/** Keys from which those of events are drawn: so few that many events are repeated. */
const keysUpTo = (events: number): number => 3 + Math.floor(events / 6)

async function postSome(life: Life): Promise<void> {
  const { roll, options, heard, now } = life
  const calls = Array.from({ length: 1 + roll.below(options.burst) }, () => {
    const person = roll.below(options.customers.length)
    const names = anyOf(roll, options.customers[person] ?? [])
    const name = anyOf(roll, ['cart_left', 'delivered', 'nobody_waits_for_it'])
    const all = keysUpTo(life.events / options.customers.length)
    // Mostly of the last keys, which are new, repeated or cancelled before they come.
    const key = `k${Math.max(0, all - roll.below(4))}`
    const cancel = roll.chance() < 0.12
    return { person, names, name, key, cancel, at: now - age(roll) }
  })
  life.events += calls.length
  await life.api.post(
    calls.map(({ names, name, key, cancel, at }) => ({ ...names, name, key, at, ...(cancel && { cancel }) })),
  )
  const inCall = new Map<string, { at: number | null; cancelled: boolean }>()
  for (const { person, name, key, cancel, at } of calls) {
    const id = JSON.stringify([person, name, key])
    const own = inCall.get(id) ?? { at: null, cancelled: false }
    if (cancel) own.cancelled = true
    else own.at = own.at === null ? at : Math.min(own.at, at)
    inCall.set(id, own)
  }
  for (const [id, { at, cancelled }] of inCall) {
    const known = heard.events.get(id) ?? { caused_at: null, told_at: null, cancelled_at: null }
    if (at !== null && known.caused_at === null) {
      known.caused_at = at
      known.told_at = now
    }
    if (cancelled) known.cancelled_at ??= now
    heard.events.set(id, known)
  }
}

async function orderSome({ api, roll, heard, options, now }: Life): Promise<void> {
  const again = roll.chance() < 0.2 ? heard.orders.at(-1) : undefined
  const person = again?.person ?? roll.below(options.customers.length)
  const order_id = again?.order_id ?? `o${heard.orders.length}`
  const ordered_at = again?.ordered_at ?? Math.floor((now - age(roll)) / 1_000) * 1_000
  const names = anyOf(roll, options.customers[person] ?? [])
  const line = { item_id: 'tea', price: 1_000 }
  await api.order({ ...names, order_id, ordered_at: new Date(ordered_at).toISOString(), lines: [line] })
  if (!again) heard.orders.push({ person, order_id, ordered_at, told_at: now })
}

async function changeConsent({ api, roll, heard, options, now }: Life): Promise<void> {
  const person = roll.below(options.customers.length)
  const [names = {}] = options.customers[person] ?? []
  const given = roll.chance() < 0.6
  await api.consent(String(Reflect.get(names, 'customer_id')), given, now)
  heard.consents.get(person)?.push({ at: now, given })
}

async function runJob(life: Life, isInterrupted: boolean): Promise<void> {
  const { api, roll, heard } = life
  if (isInterrupted) {
    const call = 1 + roll.below(roll.chance() < 0.5 ? 12 : 60)
    if (!(await api.run({ call, isDone: roll.chance() < 0.5 }))) life.interrupted += 1
    // The lease of the invocation that died ends meanwhile.
    move(life, MINUTE)
    if (roll.chance() < 0.5) await sendSome(life)
    move(life, MINUTE)
  }
  const began = life.now
  if (await api.run()) heard.runs.push(began)
}

/** Contacts are answered again and again for so long, milliseconds; a later answer tells nothing new and costs a call each round. */
const ANSWERED = 10 * DAY

/** Delivers what is to be sent, and answers some of it. */
async function sendSome({ api, roll, now }: Life): Promise<void> {
  // Ids are drawn, so the order of rows says nothing.
  const contacts = (await api.contacts()).sort((a, b) => a.at - b.at || a.person - b.person)
  for (const { decision_id, at, made } of contacts) {
    if (!made && at <= now && roll.chance() < 0.8) await api.deliver(decision_id)
    if (made && at > now - ANSWERED && roll.chance() < 0.4) {
      await api.respond(decision_id, anyOf(roll, ['accepted', 'rejected', 'rejected']))
    }
  }
}
