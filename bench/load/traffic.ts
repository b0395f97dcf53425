import { Agent, request } from 'node:http'
import { dice } from '../../demo/shop/orders/random.ts'
import type { LoadShop } from './shops.ts'

/** What a request is about, with its share of all. */
export const KINDS = { page: 0.5, cart: 0.2, decision: 0.1, event: 0.2 } as const
export type Kind = keyof typeof KINDS

/**
 * What became of the requests of a kind: milliseconds of those that were answered well, what was said to the others, and how many
 * were sent a second time because the server had just closed the connection, which it may while none is under way.
 */
export type Answers = { times: number[]; failed: Map<string, number>; resent: number }
export type Outcome = Record<Kind, Answers>

const empty = (): Answers => ({ times: [], failed: new Map(), resent: 0 })
export const emptyOutcome = (): Outcome => ({
  page: empty(),
  cart: empty(),
  decision: empty(),
  event: empty(),
})

type Asked = { kind: Kind; path: string; method: string; body?: string; key?: string; address: string }

/** Draws requests of shoppers and servers; the same for a seed. */
export function drawer({ pk, sk, items, customers }: LoadShop, seed: number): () => Asked {
  const { chance, below } = dice(seed)
  let asked = 0
  const anItem = () => encodeURIComponent(items[below(items.length)] ?? '')
  return () => {
    asked += 1
    const address = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
    const draw = chance()
    const question = `/p/${pk}/recommendations`
    if (draw < KINDS.page) {
      return {
        kind: 'page',
        method: 'GET',
        path: `${question}?placement=product&item_id=${anItem()}`,
        address,
      }
    }
    if (draw < KINDS.page + KINDS.cart) {
      const cart = Array.from({ length: 1 + below(5) }, anItem).join(',')
      return {
        kind: 'cart',
        method: 'GET',
        path: `${question}?placement=cart&cart_item_ids=${cart}`,
        address,
      }
    }
    if (draw < KINDS.page + KINDS.cart + KINDS.decision) {
      const customer = customers[below(customers.length)] ?? ''
      const body = JSON.stringify({ customer, channel: 'web', trial: true })
      return { kind: 'decision', method: 'POST', path: '/v1/decisions', body, key: sk, address }
    }
    const item_id = items[below(items.length)] ?? ''
    const events = [
      { event_id: `event-${seed}-${asked}`, name: 'view_item', at: Date.now(), items: [{ item_id }] },
    ]
    const body = JSON.stringify({ consent: false, sent_at: Date.now(), events })
    return { kind: 'event', method: 'POST', path: `/p/${pk}/events`, body, address }
  }
}

/** Characters of a refusal that its code stands in. */
const REFUSAL = 300
const codeIn = (body: string) => /"code":"(\w+)"/.exec(body)?.[1] ?? ''

/** Sends requests to a Worker, as a browser does: once more where a kept connection was closed before anything came back. */
export function sender(api: string, agent: Agent) {
  const { hostname, port } = new URL(api)
  return ({ kind, path, method, body, key, address }: Asked, outcome: Outcome) =>
    new Promise<void>((resolve) => {
      const began = performance.now()
      const answers = outcome[kind]
      const failed = (how: string) => {
        answers.failed.set(how, (answers.failed.get(how) ?? 0) + 1)
        resolve()
      }
      const headers = {
        'CF-Connecting-IP': address,
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(body !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        }),
      }
      const send = (isFirst: boolean) => {
        const sent = request({ hostname, port, path, method, headers, agent }, (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (piece: string) => {
            if (text.length < REFUSAL) text += piece
          })
          response.once('end', () => {
            const { statusCode = 0 } = response
            if (statusCode >= 300) return failed(`${statusCode} ${codeIn(text)}`)
            answers.times.push(performance.now() - began)
            resolve()
          })
        })
        sent.once('error', (error) => {
          if (!isFirst || !sent.reusedSocket)
            return failed('code' in error ? String(error.code) : error.message)
          answers.resent += 1
          send(false)
        })
        sent.end(body)
      }
      send(true)
    })
}

/** Requests a second that a Worker answers when so many callers send the next as soon as the last was answered. */
export async function capacity(
  api: string,
  shop: LoadShop,
  callers: number,
  seconds: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers })
  const [draw, send, outcome] = [drawer(shop, 1), sender(api, agent), emptyOutcome()]
  const end = performance.now() + seconds * 1_000
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) await send(draw(), outcome)
    }),
  )
  agent.destroy()
  return Object.values(outcome).reduce((sum, { times }) => sum + times.length, 0) / seconds
}

/** Requests that may wait at a time; beyond them the bench itself would be what is measured. */
const MOST_WAITING = 2_000

/** Sends requests at a rate, however fast they are answered, as shoppers come: with exponential gaps. */
export async function atRate(
  api: string,
  shop: LoadShop,
  { rate, seconds, seed }: { rate: number; seconds: number; seed: number },
): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const [draw, send, outcome, { chance }] = [
    drawer(shop, seed),
    sender(api, agent),
    emptyOutcome(),
    dice(seed),
  ]
  const waiting = new Set<Promise<void>>()
  const end = performance.now() + seconds * 1_000
  for (let next = performance.now(); next < end; next += (-Math.log(1 - chance()) / rate) * 1_000) {
    const pause = next - performance.now()
    if (pause > 1) await new Promise((resolve) => setTimeout(resolve, pause))
    if (waiting.size >= MOST_WAITING)
      throw new Error(`More than ${MOST_WAITING} requests wait: the rate is beyond what the machine bears.`)
    const one = send(draw(), outcome).finally(() => waiting.delete(one))
    waiting.add(one)
  }
  await Promise.all(waiting)
  agent.destroy()
  return outcome
}
