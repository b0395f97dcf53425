import {
  readItemBases,
  readOrderBases,
  type SeenMany,
  writeManyTaken,
} from '../../store/orders/many-records.ts'
import type { Taken } from '../../store/orders/platform-records.ts'
import { linkPeople } from '../identity/link-people.ts'
import { RowProblem } from '../import/problems.ts'
import { type Hook, type OrderMessage, type ProductMessage, recordsOf } from './records.ts'
import { isPaid, take } from './take.ts'
import { namesOf, orderStep } from './take-order.ts'
import { itemIdOf, keysOfProduct, productStep } from './take-product.ts'

/** What became of many messages: how many changed something, and those that make no valid row, with the reason. */
export type TakenMany = { written: number; refused: { id: string; problem: string }[] }

/** How often a transaction is tried that conflicts with messages of the platform; then each object is taken by itself. */
const MAX_ATTEMPTS = 3

/** A step with its message; undefined for one that contains nothing new. */
type Steps<M> = { message: M; taken: Taken }[]

/** Steps that one transaction can write: neither changes an item's id, nor leaves nothing of an order. */
const isPlain = ({ taken }: { taken: Taken }) => !taken.retired && !taken.withdrawn

/** Takes products of an export as if a message had come about each, in one transaction. */
export async function takeProducts(hook: Hook, messages: readonly ProductMessage[]): Promise<TakenMany> {
  return await takeAll(hook, messages, async (refused) => {
    const records = await recordsOf(hook, messages.flatMap(keysOfProduct))
    const named = messages.flatMap((message) => {
      const item_id = itemIdOf(hook, message, records)
      return item_id === undefined ? [] : [{ message, item_id }]
    })
    const { rows, catalogue_at } = await readItemBases(
      hook.store,
      named.map(({ item_id }) => item_id),
    )
    const steps: Steps<ProductMessage> = named.flatMap(({ message, item_id }) =>
      orRefused(refused, message, () =>
        productStep(message, item_id, records, { row: rows.get(item_id), catalogue_at }),
      ),
    )
    const items = named.map(({ item_id }) => [item_id, rows.get(item_id)?.as_of ?? null] as const)
    return { steps, seen: { records: records.seen, items, customers: [], erased: 0 } }
  })
}

/** Takes orders of an export as if a message had come about each, in one transaction. */
export async function takeOrders(hook: Hook, messages: readonly OrderMessage[]): Promise<TakenMany> {
  const buyers = messages.filter(isPaid).flatMap(({ buyer }) => buyer ?? [])
  await linkPeople(hook.store, buyers, hook.now)
  return await takeAll(hook, messages, async (refused) => {
    const customers = [...new Set(messages.flatMap(namesOf))]
    const records = await recordsOf(
      hook,
      messages.map(({ id }) => ['order', id] as const),
    )
    const idOf = ({ id, part }: OrderMessage) =>
      part.word?.order_id ?? records.get('order', id)?.target_id ?? ''
    const { orders, erased } = await readOrderBases(hook.store, messages.map(idOf), customers)
    const steps: Steps<OrderMessage> = messages.flatMap((message) => {
      const own = new Set(namesOf(message))
      return orRefused(refused, message, () =>
        orderStep(hook.shop, message, {
          record: records.get('order', message.id),
          order: orders.get(idOf(message)),
          erased: erased.filter(({ customer }) => own.has(customer)),
        }),
      )
    })
    return { steps, seen: { records: records.seen, items: [], customers, erased: erased.length } }
  })
}

/** The step of a message; none for one that contains nothing new or makes no valid row. */
function orRefused<M extends { id: string }>(
  refused: TakenMany['refused'],
  message: M,
  step: () => Taken | undefined,
): Steps<M> {
  try {
    const taken = step()
    return taken ? [{ message, taken }] : []
  } catch (thrown) {
    if (!(thrown instanceof RowProblem)) throw thrown
    refused.push({ id: message.id, problem: thrown.message })
    return []
  }
}

async function takeAll<M extends ProductMessage | OrderMessage>(
  hook: Hook,
  messages: readonly M[],
  prepare: (refused: TakenMany['refused']) => Promise<{ steps: Steps<M>; seen: SeenMany }>,
): Promise<TakenMany> {
  if (messages.length === 0) return { written: 0, refused: [] }
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    const refused: TakenMany['refused'] = []
    const { steps, seen } = await prepare(refused)
    const plain = steps.filter(isPlain)
    const isWritten = await writeManyTaken(
      hook.store,
      hook.platform,
      seen,
      plain.map(({ taken }) => taken),
    )
    if (!isWritten) continue
    const others = steps.filter((step) => !isPlain(step)).map(({ message }) => message)
    const rest = await oneByOne(hook, others)
    return { written: plain.length + rest.written, refused: [...refused, ...rest.refused] }
  }
  return await oneByOne(hook, messages)
}

async function oneByOne(
  hook: Hook,
  messages: readonly (ProductMessage | OrderMessage)[],
): Promise<TakenMany> {
  const result: TakenMany = { written: 0, refused: [] }
  for (const message of messages) {
    try {
      if (await take(hook, message)) result.written += 1
    } catch (thrown) {
      if (!(thrown instanceof RowProblem)) throw thrown
      result.refused.push({ id: message.id, problem: thrown.message })
    }
  }
  return result
}
