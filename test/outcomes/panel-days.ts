import { env } from 'cloudflare:workers'
import type { Row, TestShop } from '../a-shop.ts'

const COUNTS = ['shown', 'seen', 'clicked', 'added', 'dismissed']
const KEYS = 'day, counted, placement, intent, source, experiment_id, arm'

/** What `panel_days` must hold: the sums of the shop's `event_days`, without pages and items. */
export async function sumsOf({ shop_id }: TestShop): Promise<Row[]> {
  const sums = COUNTS.map((name) => `sum(${name}) as ${name}`).join(', ')
  const { results } = await env.DB.prepare(
    `select iif(item_id = '', 'panels', 'items') as counted, day, placement, intent, source, experiment_id, arm, ${sums}
     from event_days where shop_id = ?1 group by ${KEYS} order by ${KEYS}`,
  )
    .bind(shop_id)
    .all<Row>()
  return results
}

/** The shop's rows of `panel_days` in the same order. */
export async function panelDaysOf({ shop_id }: TestShop): Promise<Row[]> {
  const { results } = await env.DB.prepare(
    `select ${KEYS}, ${COUNTS.join(', ')} from panel_days where shop_id = ?1 order by ${KEYS}`,
  )
    .bind(shop_id)
    .all<Row>()
  return results
}

/** Writes the sums of counts that a test has written by itself. */
export async function addSums({ shop_id }: TestShop): Promise<void> {
  await env.DB.prepare('delete from panel_days where shop_id = ?1').bind(shop_id).run()
  const sums = COUNTS.map((name) => `sum(${name})`).join(', ')
  await env.DB.prepare(
    `insert into panel_days select shop_id, day, iif(item_id = '', 'panels', 'items') as counted, placement, intent, source,
       experiment_id, arm, ${sums} from event_days where shop_id = ?1 group by ${KEYS}`,
  )
    .bind(shop_id)
    .run()
}
