import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import type { List } from '../../schema/models/lists.ts'
import type { OutsideFacts } from '../../schema/models/outside.ts'
import { type Answer, send, type TestShop } from '../a-shop.ts'

/** A model as `npm run mine` writes it: its facts, and its lists, a line each. */
export type Sent = { facts: OutsideFacts; lines: string[] }

export const hashOf = (lines: readonly string[]) =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')

/** The live model of a shop, as if it had been mined outside: with the same lines, and so with the same hash. */
export async function modelOf(shop: TestShop): Promise<Sent> {
  const { results } = await env.DB.prepare(
    `select l.* from lists l join slots s on s.shop_id = l.shop_id and s.live_slot = l.slot where l.shop_id = ?1
     order by instr('item category shop', kind), key`,
  )
    .bind(shop.shop_id)
    .all<Record<keyof List, string> & { seed_orders: number }>()
  const lines = results.map(({ kind, key, seed_orders, companions, tails }) =>
    JSON.stringify({
      ...{ kind, key, seed_orders },
      ...{ companions: JSON.parse(companions), tails: JSON.parse(tails) },
    }),
  )
  const { settings, counts, hash } = await shop.model()
  return { facts: { hash, settings, counts, holdout: null, held: [], found: [] }, lines }
}

/** The same facts about other lines: what whoever changed them would state. */
export const restated = ({ facts }: Sent, lines: string[]): Sent => ({
  facts: { ...facts, hash: hashOf(lines), counts: { ...facts.counts, lists: lines.length } },
  lines,
})

/** A line with other fields. */
export const changed = (line: string, change: (list: List) => object): string =>
  JSON.stringify({ ...JSON.parse(line), ...change(JSON.parse(line)) })

export const textOf = ({ facts, lines }: Sent): string =>
  `${JSON.stringify(facts)}\n${lines.map((line) => `${line}\n`).join('')}`

/** Sends a model, or any text in its place. */
export const sendModel = async (
  shop: TestShop,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  await send('/v1/models/outside', {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${shop.sk}`, ...headers },
  })

/** Sends a model, runs its job, and returns its run. */
export async function published(shop: TestShop, sent: Sent): Promise<Answer['body']> {
  const { status, body } = await sendModel(shop, textOf(sent))
  if (status !== 202) throw new Error(`The model was answered ${status}: ${JSON.stringify(body)}`)
  await shop.settle()
  return (await shop.call(`/v1/models/${body.model_id}`)).body
}
