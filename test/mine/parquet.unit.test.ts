import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { filesToImport } from '../../tools/mine/input-files.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { NdjsonParts } from '../../tools/mine/ndjson-parts.ts'
import { openParquet } from '../../tools/mine/parquet.ts'
import { PairwellError } from '../../vocabulary/errors.ts'

// The files of test/mine/parquet were written by DuckDB 1.5.6 and ClickHouse 26.7: two tables of values, and the orders of one
// shop as CSV and as two Parquet files, with an order that begins in the first and ends in the second.
const FIXTURES = join(import.meta.dirname, 'parquet')
const folder = mkdtempSync(join(tmpdir(), 'pairwell-parquet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
  let text = ''
  for await (const block of (await openParquet(path)).lines()) text += new TextDecoder().decode(block)
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

it.each(['snappy', 'zstd', 'gzip', 'brotli', 'lz4', 'uncompressed'])(
  'values that DuckDB compressed by %s are those of an export',
  async (codec) => {
    expect(await rowsOf(join(FIXTURES, `duckdb-${codec}.parquet`))).toEqual([
      {
        id: 1,
        name: 'plain',
        // Beyond 2⁵³, so a text.
        large: '9007199254740993',
        price: 19.9,
        // A single-precision number.
        weight: 9.9,
        // Without a zone, and so in the shop's.
        local_time: '2026-03-01T10:11:12.000',
        zoned_time: '2026-03-01T08:11:12.000Z',
        day: '2026-03-01',
        flag: true,
        tags: ['a', 'b'],
        extra: { sku: 'x', n: 2 },
      },
      {
        ...{ id: 2, name: 'ünï "quoted", line\nbreak', large: 42, price: 0.01, weight: 0.1 },
        ...{ local_time: null, zoned_time: null, day: null, flag: false, tags: [], extra: null },
      },
      {
        ...{ id: 3, name: null, large: null, price: null, weight: 16_777_216 },
        ...{ local_time: '1999-12-31T23:59:59.999', zoned_time: '1970-01-01T00:00:00.000Z' },
        ...{ day: '2030-12-31', flag: null, tags: null, extra: { sku: null, n: null } },
      },
    ])
  },
)

it('values of ClickHouse are those of an export', async () => {
  expect(await rowsOf(join(FIXTURES, 'clickhouse.parquet'))).toEqual([
    {
      ...{ id: 1, name: 'plain', large: '9007199254740993', price: 19.9, weight: 9.9 },
      ...{ zoned_time: '2026-03-01T08:11:12.000Z', day: '2026-03-01', unsigned: '18446744073709551615' },
    },
    {
      ...{ id: 2, name: 'ünï', large: 42, price: 0.01, weight: 0.1 },
      ...{ zoned_time: null, day: null, unsigned: 0 },
    },
  ])
})

it.each([
  ['cut in the middle', (bytes: Uint8Array) => bytes.subarray(0, 900)],
  [
    'with a damaged end',
    (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at > 1_400 ? 0 : byte)),
  ],
  [
    'with a damaged page',
    (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at < 200 ? byte ^ 85 : byte)),
  ],
])('a file %s is refused by its name', async (_name, damaged) => {
  const path = join(folder, 'damaged.parquet')
  writeFileSync(path, damaged(readFileSync(join(FIXTURES, 'duckdb-zstd.parquet'))))
  const refused = await rowsOf(path).catch((thrown) => thrown)
  expect(refused).toBeInstanceOf(PairwellError)
  expect([refused.code, refused.message.includes(path)]).toEqual(['unreadable_file', true])
})

const orderOf = (line: string): string => JSON.parse(line).order_id
const linesIn = (path: string) => gunzipSync(readFileSync(path)).toString().trimEnd().split('\n')

it('a table in parts is one table, without what engines write beside it', async () => {
  const parts = join(folder, 'parts')
  mkdirSync(parts)
  for (const name of ['part-00001.parquet', 'part-00000.parquet'])
    copyFileSync(join(FIXTURES, 'parts', name), join(parts, name))
  for (const name of ['_SUCCESS', '.part-00000.parquet.crc']) writeFileSync(join(parts, name), 'PAR0')
  const files = await filesToImport('orders', [parts], folder)
  expect(files.map(({ name }) => name)).toEqual([`${join(parts, 'part-00000.parquet')} and 1 more`])
  const lines = linesIn(files[0]?.path ?? '')
  expect(lines.length).toBe(180)
  expect(lines.map(orderOf)).toEqual(lines.map(orderOf).sort())
})

it('a table that is too large for one file is never cut within an order', async () => {
  const parts = new NdjsonParts({ folder, name: 'cut', row: 'order_id', part_bytes: 1_000 })
  for (const name of ['part-00000', 'part-00001']) {
    const { lines } = await openParquet(join(FIXTURES, 'parts', `${name}.parquet`))
    for await (const block of lines()) {
      // In pieces of whole lines, as a large file gives them.
      for (const line of new TextDecoder().decode(block).trimEnd().split('\n'))
        await parts.write(new TextEncoder().encode(`${line}\n`))
    }
  }
  await parts.close()
  expect(parts.paths.length).toBeGreaterThan(10)
  const orders = parts.paths.map((path) => [...new Set(linesIn(path).map(orderOf))])
  expect(orders.flat().length).toBe(60)
  expect(new Set(orders.flat()).size).toBe(60)
})

it('a table that hardly compresses is cut by what is sent', async () => {
  const packed_bytes = 200_000
  const parts = new NdjsonParts({ folder, name: 'packed', row: 'order_id', packed_bytes })
  for (let order = 0; order < 60; order += 1) {
    const digests = Array.from({ length: 250 }, (_, at) =>
      createHash('sha256').update(`${order} ${at}`).digest(),
    )
    const line = JSON.stringify({ order_id: `o${order}`, item_id: Buffer.concat(digests).toString('base64') })
    // Two lines of an order, one after the other.
    for (let twice = 0; twice < 2; twice += 1) await parts.write(new TextEncoder().encode(`${line}\n`))
  }
  await parts.close()
  expect(parts.paths.length).toBeGreaterThan(2)
  // What zlib and the file hold back comes on top.
  for (const path of parts.paths) expect(statSync(path).size).toBeLessThan(3 * packed_bytes)
  expect(parts.paths.flatMap((path) => [...new Set(linesIn(path).map(orderOf))])).toHaveLength(60)
})

const CATALOGUE = [
  'id,title,price',
  ...Array.from({ length: 12 }, (_, at) => `item-${at},Thing ${at},${at + 1}.50`),
]

async function mined(orders: string[]) {
  const items = join(folder, 'items.csv')
  writeFileSync(items, CATALOGUE.join('\n'))
  const said: string[] = []
  const { model } = await mineFiles({
    files: { items: [items], orders, relations: [] },
    shop: { currency: 'EUR', time_zone: 'Europe/Berlin', locale: 'en' },
    ...{ settings: undefined, threads: 1, database: ':memory:', out: undefined },
    tell: (text) => said.push(text),
  })
  return { hash: model.hash, orders: model.counts?.orders, lines: model.counts?.lines, said }
}

it('the parts of a Parquet table give the model of the same orders in one CSV file', async () => {
  const fromCsv = await mined([join(FIXTURES, 'orders.csv')])
  const fromParquet = await mined([join(FIXTURES, 'parts')])
  expect([fromCsv.orders, fromCsv.lines]).toEqual([60, 180])
  expect({ ...fromParquet, said: [] }).toEqual({ ...fromCsv, said: [] })
  expect(fromParquet.said.join()).not.toContain('earlier file')
})

it('orders whose lines are in two files are counted, and it is said what to do', async () => {
  const [header, ...lines] = readFileSync(join(FIXTURES, 'orders.csv'), 'utf8').trimEnd().split('\n')
  // Two orders begin in the first file and end in the second, because their lines do not come together.
  const first = [...lines.slice(0, 90), lines[91]]
  const second = [lines[90], ...lines.slice(92), lines[0]]
  const paths = [first, second].map((part, at) => {
    const path = join(folder, `half-${at}.csv`)
    writeFileSync(path, `${[header, ...part].join('\n')}\n`)
    return path
  })
  const { said } = await mined(paths)
  expect(said.filter((text) => text.includes('earlier file'))).toEqual([
    `${paths[1]}: 2 of its orders were in an earlier file, too, and have only the lines of this one. Sort the export by order, so that all lines of an order are in one file.`,
  ])
})

it('what was refused is said with its first reason', async () => {
  const path = join(folder, 'refused.csv')
  const [header, ...lines] = readFileSync(join(FIXTURES, 'orders.csv'), 'utf8').trimEnd().split('\n')
  writeFileSync(path, `${[header, ...lines, 'o999,2026-01-01,c1,item-1,1,dear'].join('\n')}\n`)
  const { said, orders } = await mined([path])
  expect(orders).toBe(60)
  expect(said.join('\n')).toMatch(
    /1 rows or cells REFUSED\n {2}the first: row 182, column price: This is not an amount/,
  )
})

it('tables that are given one by one are tables of their own', async () => {
  const parts = ['part-00000.parquet', 'part-00001.parquet'].map((name) => join(FIXTURES, 'parts', name))
  const { said } = await mined(parts)
  expect(said.filter((text) => text.includes('1 of its orders were in an earlier file'))).toHaveLength(1)
})
