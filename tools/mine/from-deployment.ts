import * as v from 'valibot'
import type { Pairwell } from '../../packages/client/src/client.ts'
import { type MiningSettings, miningSettings } from '../../schema/models/models.ts'
import type { ExclusionCells } from '../../worker/store/catalogue/exclusions.ts'
import type { HeldPairCells } from '../../worker/store/models/held-pairs.ts'
import { UsageError } from './deployment.ts'
import { downloadTable, type ExportedTable } from './download.ts'
import type { ShopBasics } from './local-shop.ts'

/** What the merchant has decided about items and pairs. */
export type Decisions = {
  exclusions: Pick<ExclusionCells, 'item_id' | 'status'>[]
  pairs: HeldPairCells[]
}

/** Everything of a shop that mining reads, but what visitors viewed, which no export has. */
export type ShopData = {
  files: Record<ExportedTable, string[]>
  shop: ShopBasics
  settings: MiningSettings | undefined
  decisions: Decisions
}

/**
 * Reads a shop by its merchant routes: catalogue, orders and relations into files, settings, the newest tuning, and decisions.
 * @param folder for the files: buyers are pseudonyms, but what they bought is in it
 */
export async function readDeployment(
  client: Pairwell,
  folder: string,
  tell: (text: string) => void,
): Promise<ShopData> {
  const { currency } = await client.call('GET /v1/shop')
  const { locale, time_zone, panel_rules } = await client.call('GET /v1/settings')
  const files: ShopData['files'] = { items: [], orders: [], relations: [] }
  for (const table of ['items', 'orders', 'relations'] as const) {
    const { paths, lines } = await downloadTable(client, table, folder)
    tell(`downloaded ${table}: ${lines} lines`)
    files[table] = paths
  }
  if (files.items.length === 0 || files.orders.length === 0)
    throw new UsageError('The shop has no catalogue or no orders yet.')
  return {
    files,
    shop: {
      currency,
      locale: locale ?? 'en',
      time_zone: time_zone ?? 'UTC',
      ...(panel_rules && { panel_rules }),
    },
    settings: await newestTuned(client),
    decisions: { exclusions: await decidedItems(client), pairs: await decidedPairs(client) },
  }
}

/** The settings that the next run of the Worker would have: those of the newest finished tuning. */
async function newestTuned(client: Pairwell): Promise<MiningSettings | undefined> {
  for await (const { status, settings } of client.list('GET /v1/tunings')) {
    if (status === 'done' && settings) return v.parse(miningSettings, settings)
  }
  return undefined
}

async function decidedItems(client: Pairwell): Promise<Decisions['exclusions']> {
  const decided: Decisions['exclusions'] = []
  for await (const { item_id, status } of client.list('GET /v1/exclusions', { query: { limit: 200 } })) {
    if (status !== 'found') decided.push({ item_id, status })
  }
  return decided
}

async function decidedPairs(client: Pairwell): Promise<Decisions['pairs']> {
  const decided: Decisions['pairs'] = []
  for await (const pair of client.list('GET /v1/held-pairs', { query: { limit: 200 } })) {
    const { item_id, companion_id, status, held_at, co_orders, customers } = pair
    if (status !== 'waiting') decided.push({ item_id, companion_id, status, held_at, co_orders, customers })
  }
  return decided
}
