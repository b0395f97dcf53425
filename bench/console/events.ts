import { globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DAY } from '../../vocabulary/time.ts'

/** Days of events: as long as rows of items are kept, less two. */
const DAYS = 90
/** Pages of items that are visited each day, and companions in their panels. */
const PAGES = 5_000
const SHOWN = 4

/** What was written: events that pages sent, and rows of their counts. */
export type Written = { events: number; rows: number }

/**
 * Writes daily counts as the folding of so many events leaves them: each day other pages out of 20,000, with panels of four items, of which
 * a part was seen, clicked and added. The events themselves are not sent: that would take hours, and pages read only their counts.
 * @param state folder of a stopped Worker
 */
export function writeEventDays(state: string, shop_id: string, events: number): Written {
  const database = databaseOf(state)
  const today = Math.floor(Date.now() / DAY)
  // Half of the panels that are shown are seen, and few are used.
  const shown = Math.ceil(events / DAYS / PAGES / 1.55)
  const write = database.prepare(`
    with recursive page(at) as (select 0 union all select at + 1 from page where at < ${PAGES - 1}),
      place(at) as (select -1 union all select at + 1 from place where at < ${SHOWN - 1}),
      cells as (
        select (page.at * 4 + ?2 % 4) as seed, place.at as place, (page.at + ?2) % 10 as chance from page, place)
    insert into event_days (shop_id, day, placement, intent, source, seed_item_id, item_id, experiment_id, arm,
      shown, seen, clicked, added, dismissed)
    select ?1, ?2, iif(seed % 5 = 0, 'cart', 'product'), 'complementary', iif(seed % 3 = 0, 'similar', 'mined'),
      'item-' || seed, iif(place < 0, '', 'item-' || ((seed + 1 + place * 7) % 20000)), '', '',
      ?3, ?3 / 2, iif(place < 0, chance < 6, chance = place), iif(place < 0, chance = 1, chance = 1 and place = 0), 0
    from cells`)
  database.exec('begin')
  for (let day = today - DAYS + 1; day <= today; day += 1) write.run(shop_id, day, shown)
  database
    .prepare(
      `insert into panel_days select shop_id, day, iif(item_id = '', 'panels', 'items') as counted, placement, intent, source, experiment_id, arm,
        sum(shown), sum(seen), sum(clicked), sum(added), sum(dismissed)
      from event_days where shop_id = ? group by day, counted, placement, intent, source, experiment_id, arm`,
    )
    .run(shop_id)
  database.exec('commit')
  const counted = database
    .prepare(
      `select count(*) as rows, sum(iif(item_id = '', shown + seen + clicked + added, 0)) as events
      from event_days where shop_id = ?`,
    )
    .get(shop_id)
  database.close()
  return { rows: Number(counted?.rows), events: Number(counted?.events) }
}

/** The database of the Worker. */
function databaseOf(state: string): DatabaseSync {
  for (const file of globSync(join(state, '**/*.sqlite'))) {
    const database = new DatabaseSync(file)
    if (database.prepare("select 1 from sqlite_master where name = 'event_days'").get()) return database
    database.close()
  }
  throw new Error(`There is no database of a Worker in ${state}.`)
}
