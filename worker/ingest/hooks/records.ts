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

/** A parsed message about a product. */
export type ProductMessage = Extract<Message, { about: 'product' }>
export type StockMessage = Extract<Message, { about: 'stock' }>
export type OrderMessage = Extract<Message, { about: 'order' }>
/** Messages that are stored as records. */
export type RecordMessage = ProductMessage | StockMessage | OrderMessage

/** The hook through which a message came, as its processing needs it. */
export type Hook = { store: Store; shop: Shop; platform: Platform; topic: string; now: number }

/** Result of processing a message; `late` when it contains nothing new. */
export type Step = 'late' | { seen: Seen; taken: Taken }

/** Whether two states are equal as JSON. Joining keeps their fields in one order. */
export const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The requested records by key; a missing record has version 0. */
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

/** Reads the records with these keys. */
export async function recordsOf({ store, platform }: Hook, keys: readonly RecordKey[]): Promise<Records> {
  return new Records(keys, await readRecords(store, platform, keys))
}

/** State of a product record; the empty state for a missing record. */
export const productState = (record: KeptRecord | undefined): ProductState =>
  JSON.parse(record?.state ?? '{}')
export const orderState = (record: KeptRecord | undefined): OrderState => JSON.parse(record?.state ?? '{}')
export const stockState = (record: KeptRecord | undefined): StockState =>
  JSON.parse(record?.state ?? '{"levels":{}}')

/** The latest of several times; 0 for none. */
export const latest = (times: Iterable<number>): number =>
  [...times].reduce((most, at) => Math.max(most, at), 0)

/** Times at which it was deleted or restored. */
export const endsOf = (ends: ProductState['ends']) => Object.values(ends ?? {}).map(({ at }) => at)

/** Version of a row that a file or the merchant wrote, below which messages are ignored; 0 for a row that a message wrote. */
export const foreign = (row: { as_of: number } | undefined, record: KeptRecord | undefined): number =>
  row && row.as_of !== record?.as_of ? row.as_of : 0
