import type { SyncState } from '../../../schema/shop/installs.ts'
import type { Hook } from '../../ingest/hooks/records.ts'
import { type TakenMany, takeOrders, takeProducts } from '../../ingest/hooks/take-many.ts'
import { addCompanies } from '../../ingest/identity/add-companies.ts'
import { identifierOf } from '../../ingest/identity/identifier.ts'
import type { Context } from '../../ingest/import/format.ts'
import { RowProblem } from '../../ingest/import/problems.ts'
import { type Group, objectsOf } from './lines.ts'
import { orderMessage } from './orders.ts'
import { productMessage } from './products.ts'
import type { SyncWork } from './work.ts'

/** Objects, and bytes of them, that are written in one transaction. */
const SLICE = 100
const SLICE_BYTES = 1_000_000

/**
 * Reads an export from the place where it ended the last time, and stores the place after each slice.
 * @throws {HandOver} when another invocation should go on
 */
export async function applyObjects(work: SyncWork, sync: SyncState, url: string): Promise<SyncState> {
  const now = Date.now()
  const { env, store, shop, lease } = work
  const people = await identifierOf(env, shop)
  const { currency, time_zone } = shop
  const context: Context = { currency, time_zone, people, now, memory: new Map() }
  const hook: Hook = { store, shop, platform: 'shopify', topic: 'export', now }
  let state = sync
  let slice: Group[] = []
  const flush = async () => {
    const end = slice.at(-1)?.end
    if (end === undefined) return
    lease.handOverIfSpent()
    const taken = await take(hook, slice, state, context)
    state = {
      ...state,
      offset: end,
      [state.phase === 'orders' ? 'orders' : 'items']:
        (state.phase === 'orders' ? state.orders : state.items) + slice.length - taken.refused.length,
      refused: state.refused + taken.refused.length,
      problem: taken.refused.at(-1)?.problem ?? state.problem,
    }
    slice = []
    await work.save(state)
    await addCompanies(store, shop, people, now)
    await lease.pause()
  }
  let begin = state.offset
  for await (const group of objectsOf(url, state.offset, work.stop)) {
    slice.push(group)
    if (slice.length < SLICE && group.end - begin < SLICE_BYTES) continue
    await flush()
    begin = group.end
  }
  await flush()
  return state
}

/** Applies objects; those that cannot be read are left out. */
async function take(
  hook: Hook,
  slice: readonly Group[],
  { phase, operation }: SyncState,
  context: Context,
): Promise<TakenMany> {
  const began_at = operation?.began_at ?? hook.now
  const refused: TakenMany['refused'] = []
  const readAll = <M>(read: (group: Group) => M): M[] =>
    slice.flatMap((group) => {
      try {
        return [read(group)]
      } catch (thrown) {
        if (!(thrown instanceof RowProblem)) throw thrown
        refused.push({ id: String(group.root.id), problem: thrown.message })
        return []
      }
    })
  const taken =
    phase === 'orders'
      ? await takeOrders(
          hook,
          readAll((group) => orderMessage(group, began_at, context)),
        )
      : await takeProducts(
          hook,
          readAll((group) => productMessage(group, began_at, context)),
        )
  return { written: taken.written, refused: [...refused, ...taken.refused] }
}
