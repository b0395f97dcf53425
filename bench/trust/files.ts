import { Readable } from 'node:stream'
import { arrayBuffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import { attacked, rowOf, type TrustRow } from './watched.ts'

const ROWS = 3_000_000
const HEAD = 'order_id,order_date,item_id,quantity\n'

/** A file as its lines, so that a bomb is never in this process's memory. */
const gzipped = (lines: (at: number) => string, rows = ROWS): Promise<ArrayBuffer> =>
  arrayBuffer(
    Readable.from(
      (function* () {
        yield HEAD
        for (let at = 0; at < rows; at += 1_000) {
          yield Array.from({ length: 1_000 }, (_, n) => lines(at + n)).join('')
        }
      })(),
    ).pipe(createGzip({ level: 9 })),
  )

type File = { name: string; file: () => Promise<ArrayBuffer>; statuses: readonly number[]; most_ms?: number }

/** Small files that unpack to very much. What is refused is refused within two seconds. */
const FILES: readonly File[] = [
  {
    name: 'one order of 3 million rows',
    file: () => gzipped(() => 'one,2026-01-02,tea,1\n'),
    statuses: [400],
    most_ms: 2_000,
  },
  {
    name: 'two orders in turn, 3 million rows',
    file: () => gzipped((at) => `${at % 2},2026-01-02,tea,1\n`),
    statuses: [400],
    most_ms: 2_000,
  },
  {
    name: 'one order of 3 million different items',
    file: () => gzipped((at) => `one,2026-01-02,i${at % 10_000},1\n`),
    statuses: [400],
    most_ms: 2_000,
  },
  {
    name: '300,000 equal orders',
    file: () => gzipped((at) => `${at},2026-01-02,tea,1\n`, 300_000),
    statuses: [202],
  },
  {
    name: '3 million rows without an item',
    file: () => gzipped(() => 'one,2026-01-02,,1\n'),
    statuses: [422],
  },
  {
    name: 'a good beginning, then one order of 3 million rows',
    file: () =>
      gzipped((at) => (at < 20_000 ? `${at},2026-01-02,item-${at * 7919},1\n` : 'one,2026-01-02,tea,1\n')),
    statuses: [400],
  },
]

/** Gzip files of a few kilobytes with millions of rows, beside another shop. */
export async function files(): Promise<TrustRow[]> {
  const rows: TrustRow[] = []
  for (const { name, file, statuses, most_ms } of FILES) {
    const body = await file()
    const shop = await attacked()
    try {
      let status = 0
      const cost = await shop.watch(async () => {
        status = (await shop.send('/v1/imports?kind=orders', { method: 'POST', body })).status
        await shop.settled()
      })
      const size = `${(body.byteLength / 1e3).toFixed(0)} kB of gzip`
      rows.push(rowOf(`${size}: ${name} (${status})`, cost, statuses.includes(status || 400), most_ms))
    } finally {
      await shop.close()
    }
  }
  return rows
}
