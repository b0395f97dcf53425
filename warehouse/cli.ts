import { parseArgs } from 'node:util'
import { DIALECTS, isEngine } from './dialects.ts'
import { isMoreColumn, MORE_COLUMNS } from './orders-statement.ts'
import { MIN_ORDERS } from './plan.ts'
import { countsFor, ordersStatementFor } from './print.ts'

const USAGE = `Prints the statement with which a warehouse writes its orders for npm run mine, without the keys of its customers.

  npm run --silent warehouse -- --engine ${Object.keys(DIALECTS).join('|')}

  --columns A,B   more columns than order, customer, time, item, quantity and price: ${MORE_COLUMNS.join(', ')}
  --counts        instead: statements that count inside the warehouse what mining counts, to compare
  --all-pairs     with --counts: pairs of a single order, too`

const OPTIONS = {
  engine: { type: 'string', default: '' },
  columns: { type: 'string', default: '' },
  counts: { type: 'boolean', default: false },
  'all-pairs': { type: 'boolean', default: false },
} as const

const refuse = (message: string) => {
  console.error(message)
  process.exitCode = 2
}

const { values } = parseArgs({ options: OPTIONS })
const columns = values.columns.split(',').filter((name) => name !== '')
const unknown = columns.filter((name) => !isMoreColumn(name))
if (!isEngine(values.engine)) refuse(USAGE)
else if (unknown.length > 0)
  refuse(`No column for mining, or one that names a person: ${unknown.join(', ')}.\n\n${USAGE}`)
else if (values.counts) process.stdout.write(countsFor(values.engine, values['all-pairs'] ? 1 : MIN_ORDERS))
else process.stdout.write(ordersStatementFor(values.engine, columns.filter(isMoreColumn)))
