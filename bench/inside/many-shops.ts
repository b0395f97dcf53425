import { itemSearch } from '../../schema/catalogue/search.ts'
import { jobs } from '../../schema/jobs.ts'
import { TABLES } from '../../schema/tables.ts'
import { columnNames, shapeOfTable } from '../../worker/store/columns.ts'
import { makeShopId } from '../../worker/store/ids.ts'

/**
 * Adds copies of a shop with all its rows except jobs, and returns their ids in order. A thousand shops take a second. What is searched
 * is written by triggers on the items.
 */
export async function copiesOf(DB: D1Database, shop_id: string, copies: number): Promise<string[]> {
  const ids = Array.from({ length: copies }, () => makeShopId(0)).sort()
  for (const table of TABLES.filter((one) => one !== jobs && one !== itemSearch)) {
    const { name } = shapeOfTable(table)
    const names = columnNames(table)
    const columns = ['shop_id', ...names].join(', ')
    const cells = ['c.value', ...names.map((column) => `t.${column}`)].join(', ')
    for (let from = 0; from < copies; from += 1_000) {
      await DB.prepare(
        `insert into ${name} (${columns})
         select ${cells} from json_each(?2) c cross join ${name} t where t.shop_id = ?1`,
      )
        .bind(shop_id, JSON.stringify(ids.slice(from, from + 1_000)))
        .run()
    }
  }
  return ids
}
