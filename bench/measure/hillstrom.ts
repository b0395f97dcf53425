import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'

/** One customer of the e-mail test. */
export type Customer = {
  segment: 'Mens E-Mail' | 'Womens E-Mail' | 'No E-Mail'
  visit: number
  conversion: number
  /** Dollars of the two weeks after, and of the year before. */
  spend: number
  history: number
  /** Months since the last purchase. */
  recency: number
  /** Whether they bought men's or women's goods in the year before, and whether they are new since then. */
  mens: number
  womens: number
  newbie: number
  /** Kind of place where they live, and through which channel they bought. */
  zip_code: string
  channel: string
}

/** The 64,000 customers of K. Hillstrom's e-mail test, drawn by chance. */
export function readCustomers(path: string): Customer[] {
  const { data } = Papa.parse<Record<string, string>>(gunzipSync(readFileSync(path)).toString(), {
    header: true,
    skipEmptyLines: true,
  })
  return data.map((row) => ({
    segment: row.segment as Customer['segment'],
    visit: Number(row.visit),
    conversion: Number(row.conversion),
    spend: Number(row.spend),
    history: Number(row.history),
    recency: Number(row.recency),
    mens: Number(row.mens),
    womens: Number(row.womens),
    newbie: Number(row.newbie),
    zip_code: row.zip_code ?? '',
    channel: row.channel ?? '',
  }))
}
