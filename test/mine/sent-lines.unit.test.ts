import { expect, it } from 'vitest'
import { MAX_ROW_BYTES } from '../../vocabulary/limits.ts'
import { Lines } from '../../worker/ingest/models/lines.ts'
import { parseList } from '../../worker/models/outside/parse-list.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

const TEXT = 'first\nzwei: äöü\n\n四\nlast'

it.each([1, 2, 3, 5, 7, 100])('whole lines come out of pieces of %i bytes', async (size) => {
  const bytes = bytesOf(TEXT)
  const lines = new Lines()
  let first: string | undefined
  let rest = ''
  let count = 0
  for (let from = 0; from < bytes.length; from += size) {
    lines.add(bytes.subarray(from, from + size))
    if (first === undefined) {
      const found = lines.takeFirst()
      if (found) first = textOf(found)
      continue
    }
    await lines.take(async (whole, breaks) => {
      rest += textOf(whole)
      count += breaks
    })
  }
  await lines.take(async (whole, breaks) => {
    rest += textOf(whole)
    count += breaks
  })
  expect([first, rest, count, lines.rest]).toEqual(['first', 'zwei: äöü\n\n四\n', 3, 4])
  expect(lines.isTooLong).toBe(false)
})

it('a line without an end is too long when no row could hold it', () => {
  const lines = new Lines()
  lines.add(new Uint8Array(MAX_ROW_BYTES))
  expect(lines.isTooLong).toBe(false)
  lines.add(new Uint8Array(1))
  expect(lines.isTooLong).toBe(true)
})

const COMPANION = { item_id: 'mug', score: 0.5, cart_weight: -0.1, co_orders: 3, item_orders: 9 }
const TAILS = {
  upgrade: [{ item_id: 'pot', score: 1, owners: 9, switches: 2, gains: [{ kind: 'word', to: 'large' }] }],
  linked: [{ item_id: 'pot', score: 0.2 }],
  family: 17,
  repeat: { days: 30, seen: 4 },
  repurchase: 0.12,
}
const LIST = { kind: 'item', key: 'tea', seed_orders: 12, companions: [COMPANION], tails: TAILS }

it('a stored list is read as it was written, its fields in any order', () => {
  for (const list of [LIST, { tails: {}, companions: [], seed_orders: 0, key: 'a > b', kind: 'category' }])
    expect(JSON.stringify(parseList(JSON.stringify(list)))).toBe(JSON.stringify({ list }))
})

const changed = (change: object) => JSON.stringify({ ...LIST, ...change })

it.each([
  ['', 'not_json'],
  ['{"kind":"item"', 'not_json'],
  ['null', 'bad_list'],
  ['[]', 'bad_list'],
  [changed({ kind: 'panel' }), 'bad_list'],
  [changed({ seed_orders: 1.5 }), 'bad_list'],
  [changed({ seed_orders: 1e16 }), 'bad_list'],
  [changed({ companions: [{ ...COMPANION, price: 1 }] }), 'bad_list'],
  [changed({ companions: [{ ...COMPANION, borrowed: false }] }), 'bad_list'],
  [changed({ companions: Array.from({ length: 101 }, () => COMPANION) }), 'bad_list'],
  [changed({ tails: { ...TAILS, views: [] } }), 'bad_list'],
  [
    changed({
      tails: { upgrade: [{ ...TAILS.upgrade[0], gains: [{ kind: 'word', to: 'x'.repeat(2_001) }] }] },
    }),
    'bad_list',
  ],
  [changed({ key: 'a\u0000b' }), 'bad_list'],
  [changed({ key: 'a\ud800' }), 'bad_list'],
  [JSON.stringify(LIST).replace('"tails":{', '"tails":{"__proto__":{"family":1},'), 'bad_list'],
  [JSON.stringify(LIST).replace('{"item_id":"mug"', '{"constructor":{},"item_id":"mug"'), 'bad_list'],
  [changed({ kind: 'shop', key: 'yesterday' }), 'unknown_key'],
])('a line that is no list: %#', (line, fault) => {
  expect(parseList(line)).toEqual({ fault })
  expect(Object.getPrototypeOf({}).family).toBe(undefined)
})
