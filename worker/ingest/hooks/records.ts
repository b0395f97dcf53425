import type { Platform } from '../../../schema/shop/hooks.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { Store } from '../../store/open.ts'
import {
  type KeptRecord,
  type RecordKey,
  readRecords,
  type Seen,
  type Taken,
} from '../../store/orders/platform-records.ts'
import type { Message } from './message.ts'
import type { OrderState, ProductState, StockState } from './states.ts'

/** What a message about one kind of thing says. */
export type ProductMessage = Extract<Message, { about: 'product' }>
export type StockMessage = Extract<Message, { about: 'stock' }>
export type OrderMessage = Extract<Message, { about: 'order' }>
/** The messages that are kept as records. */
export type RecordMessage = ProductMessage | StockMessage | OrderMessage

/** What taking needs to know of the hook. */
export type Hook = { store: Store; shop: Shop; platform: Platform; topic: string; now: number }

/** What a message comes to; `late` when it says nothing new. */
export type Step = 'late' | { seen: Seen; taken: Taken }

/** Do two states say the same? Joining keeps their fields in one order. */
export const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The records that were asked for, by name; one that is not there has the version 0. */
export class Records {
  readonly seen: Seen['records']
  private readonly found: Map<string, KeptRecord>

  constructor(keys: readonly RecordKey[], records: readonly KeptRecord[]) {
    this.found = new Map(records.map((record) => [`${record.kind} ${record.platform_id}`, record]))
    this.seen = keys.map(([kind, id]) => [kind, id, this.get(kind, id)?.version ?? 0])
  }

  get(kind: RecordKey[0], id: string): KeptRecord | undefined {
    return this.found.get(`${kind} ${id}`)
  }
}

/** Reads records. */
export async function recordsOf({ store, platform }: Hook, keys: readonly RecordKey[]): Promise<Records> {
  return new Records(keys, await readRecords(store, platform, keys))
}

/** The state of a record; of one that is not there, the empty one. */
export const productState = (record: KeptRecord | undefined): ProductState =>
  JSON.parse(record?.state ?? '{}')
export const orderState = (record: KeptRecord | undefined): OrderState => JSON.parse(record?.state ?? '{}')
export const stockState = (record: KeptRecord | undefined): StockState =>
  JSON.parse(record?.state ?? '{"levels":{}}')

/** The latest of some times; 0 of none. */
export const latest = (times: Iterable<number>): number =>
  [...times].reduce((most, at) => Math.max(most, at), 0)

/** When it was deleted or restored. */
export const endsOf = (ends: ProductState['ends']) => Object.values(ends ?? {}).map(({ at }) => at)

/** When a row's word is not ours it is that of a file, or of the merchant: nothing older counts. */
export const foreign = (row: { as_of: number } | undefined, record: KeptRecord | undefined): number =>
  row && row.as_of !== record?.as_of ? row.as_of : 0
