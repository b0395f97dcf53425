import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { DAY } from '../../vocabulary/time.ts'
import { realFile } from '../data.ts'

/**
 * Columns of the tables that were made after the campaign began, or from all two years: what is bought in and after it, whether its end
 * was seen, and the totals of a household. No feature may read them; test/engine/choice/campaign.unit.test.ts watches.
 */
export const LEAKING = [
  ...['redemptions', 'redeemed', 'post_spend', 'spend_delta', 'has_complete_post_window'],
  ...['extends_past_observation', 'exposed', 'ReceivedAnyCampaign', 'Campaign_Count', 'RedeemedAnyCoupon'],
  ...[
    'Redemption_Count',
    'Spend_Y1',
    'Spend_Y2',
    'Spend_Total',
    'Spend_Delta',
    'Spend_Delta_Pct',
    'HH_Trend',
  ],
  ...['Basket_Count', 'Avg_Basket_Value', 'First_Day', 'Last_Day', 'Active_Days', 'Extends_Past_Observation'],
] as const

/** A row of the table of households and campaigns. */
export type CampaignRow = Readonly<Record<string, string>>

/** What a household bought, by day: dated events, of which only those before a campaign may be used. */
export type Bought = { day: number; category: string }

export type CampaignData = {
  /** Households that got the campaign. */
  rows: CampaignRow[]
  /** Categories of the products of each campaign's coupons. */
  categories: ReadonlyMap<string, ReadonlySet<string>>
  bought: ReadonlyMap<string, readonly Bought[]>
  /** Households that told their age, income and family. */
  surveyed: ReadonlySet<string>
}

const read = (file: string): Record<string, string>[] => {
  const bytes = readFileSync(realFile(`completejourney/${file}`))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}

/** 2017-01-01 is day 285 of the data. */
const dayOf = (time: string): number =>
  Math.floor((Date.parse(`${time}Z`) - Date.parse('2017-01-01')) / DAY) + 285

/** Reads Complete Journey's campaigns with what its households bought; both samples of purchases are incomplete. */
export function readCampaigns(): CampaignData {
  const categoryOf = new Map(read('products.csv.gz').map((row) => [row.product_id ?? '', row.category ?? '']))
  const categories = new Map<string, Set<string>>()
  for (const { CAMPAIGN = '', PRODUCT_ID = '' } of read('full_coupon_products.csv.gz')) {
    const held = categories.get(CAMPAIGN) ?? new Set()
    categories.set(CAMPAIGN, held.add(categoryOf.get(PRODUCT_ID) ?? ''))
  }
  const bought = new Map<string, Bought[]>()
  const add = (household: string, day: number, product: string) => {
    const held = bought.get(household) ?? []
    held.push({ day, category: categoryOf.get(product) ?? '' })
    bought.set(household, held)
  }
  for (const { customer_id = '', day, product_id = '' } of read('orders_complete_baskets.csv.gz')) {
    add(customer_id, Number(day), product_id)
  }
  for (const { customer_id = '', timestamp = '', product_id = '' } of read(
    'lines_sample_with_prices.csv.gz',
  )) {
    add(customer_id, dayOf(timestamp), product_id)
  }
  return {
    rows: read('propensity_household_campaign.csv.gz').filter(({ exposed }) => exposed === 'True'),
    categories,
    bought,
    surveyed: new Set(read('demographics.csv').map(({ household_id = '' }) => household_id)),
  }
}
