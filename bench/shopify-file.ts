import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

const HEADER =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Notes,Cancelled at,Payment Method,Id,Tags'

/** Items of the made-up shop. */
export const SKUS = 20_000

/** A small generator of whole numbers below `below`: the file must be the same each time (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Orders as Shopify writes them, wide and mostly empty, about 500 bytes a line, until `bytes` are reached. */
function* pieces(bytes: number): Generator<string> {
  const draw = dice(1)
  const note = 'Please leave the parcel with the neighbours if nobody answers the door. '.repeat(3)
  yield `${HEADER}\n`
  let written = HEADER.length
  for (let order = 1; written < bytes; order += 1) {
    const created = new Date(Date.UTC(2025, 0, 1) + order * 20_000)
      .toISOString()
      .replace('T', ' ')
      .replace('.000Z', ' +0000')
    const who = `customer-${draw(500_000)}@example.com`
    const first = `${who},paid,${created},fulfilled,${created},no,EUR,59.00,4.90,10.20,63.90,,0.00,Standard,${created}`
    const last = `A Person,1 Long Street,1 Long Street,,,Some Town,12345,,DE,+49 30 1234567,"${note}",,Card,${order},`
    let text = ''
    const lines = 1 + draw(5)
    for (let line = 0; line < lines; line += 1) {
      const item = Math.floor(draw(SKUS) ** 2 / SKUS)
      const head = line === 0 ? first : `${who}${','.repeat(14)}`
      const tail = line === 0 ? last : `${','.repeat(14)}`
      text += `#${order},${head},${1 + draw(3)},"Item number ${item} of the made-up shop, in a box - Large",19.90,,SKU-${item},true,true,fulfilled,${tail}\n`
    }
    written += text.length
    yield text
  }
}

/** Writes such a file, gzipped. */
export async function writeShopifyOrders(path: string, bytes: number): Promise<void> {
  await pipeline(Readable.from(pieces(bytes)), createGzip({ level: 6 }), createWriteStream(path))
}

/** The catalogue of that shop in the plain form. */
export const shopifyCatalogue = (): string =>
  [
    'id,title,price,product_type',
    ...Array.from({ length: SKUS }, (_, item) => `SKU-${item},Item number ${item},19.90,Shelf ${item % 60}`),
  ].join('\n')
