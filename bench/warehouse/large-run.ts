import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DIALECTS } from '../../warehouse/dialects.ts'
import { ordersQuery } from '../../warehouse/orders-statement.ts'
import { drawLines, drawTitles, type Shape } from '../mining/shapes.ts'
import { ENGINES, type EngineName, ORDER_COLUMNS } from './databases.ts'

// One step of a large run, in a process of its own, so that its memory is its own. Prints a line of JSON.

/** Seconds of what an engine did with the orders, and the most that its process had in memory, in bytes. */
export type EngineRun = { loading: number; counting: number; exporting: number; pairs: number; bytes: number }

/** Orders a day: two years of them. */
const DAYS = 730
/** Lines of text that are written together. */
const LINES_A_BLOCK = 20_000

const itemId = (item: number) => `item-${String(item).padStart(6, '0')}`

/** Writes the catalogue and the table of a warehouse. */
async function draw(shape: Shape, folder: string): Promise<void> {
  const titles = drawTitles(shape)
  const rows = titles.map((title, item) => `${itemId(item)},${title},${(item % 90) + 10}.50`)
  writeFileSync(join(folder, 'items.csv'), ['id,title,price', ...rows].join('\n'))
  const { orders, order, item, customer } = drawLines(shape)
  const begin = Date.UTC(2024, 0, 1)
  const text = function* () {
    for (let from = 0; from < order.length; from += LINES_A_BLOCK) {
      let block = ''
      for (let line = from; line < Math.min(order.length, from + LINES_A_BLOCK); line += 1) {
        const [number = 0, bought = 0] = [order[line], item[line]]
        const at = new Date(begin + Math.floor((number / orders) * DAYS * 86_400) * 1_000)
        const date = at.toISOString().slice(0, 19).replace('T', ' ')
        block += `"o${String(number).padStart(9, '0')}","c${customer[number]}",${date},"${itemId(bought)}",1,${(bought % 90) + 10}\n`
      }
      yield block
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(join(folder, 'rows.csv')))
}

/** The engine's plain count of pairs, on integers: what a warehouse could do alone. */
const PAIRS = `select count(*) as pairs from (
  select a.item as i, b.item as j, count(*) as n from numbered a join numbered b on a.basket = b.basket
  where a.item < b.item group by a.item, b.item)`

async function runEngine(engine: EngineName, folder: string): Promise<EngineRun> {
  const database = await ENGINES[engine](join(folder, engine))
  const dialect = DIALECTS[engine]
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await work()
    return (performance.now() - begun) / 1000
  }
  const loading = await timed(() => database.load('pairwell_orders', ORDER_COLUMNS, join(folder, 'rows.csv')))
  const number = (column: string, from: number) => dialect.integer(`substring(${column}, ${from})`)
  const numbered = `select ${number('order_id', 2)} as basket, ${number('item_id', 6)} as item from pairwell_orders`
  await database.run(dialect.keep('numbered', numbered))
  let pairs = 0
  const counting = await timed(async () => {
    const [[found = 0] = []] = await database.integers(PAIRS)
    pairs = found
  })
  await database.run('drop table numbered')
  const parquet = join(folder, `${engine}.parquet`)
  const statement = dialect.toParquet(ordersQuery(dialect)).replace('orders.parquet', parquet)
  const exporting = await timed(() => database.run(statement))
  database.close()
  return { loading, counting, exporting, pairs, bytes: process.resourceUsage().maxRSS * 1024 }
}

const [step = '', folder = '', lines = '0', items = '0'] = process.argv.slice(2)
if (step === 'draw') await draw({ lines: Number(lines), items: Number(items), size: 3.3 }, folder)
else console.log(JSON.stringify(await runEngine(step as EngineName, folder)))
