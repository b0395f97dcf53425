import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { ShopHealth } from '../../../schema/shop/health.ts'
import type { Env } from '../../env.ts'
import { atHome, databases } from '../open.ts'
import { newestEvent } from '../outcomes/page-days.ts'

/**
 * The health of every shop of the deployment, by id. For the operator only: reads across shops, about a dozen rows for each by
 * their keys, besides its jobs and open alerts.
 */
export async function readHealth(env: Env): Promise<Map<string, ShopHealth>> {
  const shop_id = sql`s.shop_id`
  const found = await Promise.all(
    databases(env).map(async ({ number, d1 }) => {
      const rows = await drizzle(d1).all<ShopHealth & { shop_id: string }>(sql`
        select s.shop_id,
          (select created_at from imports where shop_id = s.shop_id order by import_id desc limit 1) as last_import_at,
          nullif(${newestEvent(shop_id)}, 0) as last_event_at,
          (select m.finished_at from slots l join models m on m.shop_id = l.shop_id and m.model_id = l.live_model
            where l.shop_id = s.shop_id) as model_at,
          (select count(*) from jobs where shop_id = s.shop_id and failed_at is null) as waiting_jobs,
          (select count(*) from jobs where shop_id = s.shop_id and failed_at is not null) as failed_jobs,
          (select count(*) from alerts where shop_id = s.shop_id and ended_at is null) as open_alerts
        from shops s`)
      return atHome(number, rows)
    }),
  )
  return new Map(found.flat().map(({ shop_id: id, ...health }) => [id, health]))
}
