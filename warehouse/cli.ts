import { parseArgs } from 'node:util'
import { DIALECTS, isEngine } from './dialects.ts'
import { MIN_ORDERS } from './plan.ts'
import { statementsFor } from './print.ts'

const USAGE = `Prints the statements with which a warehouse counts what mining needs, so that no order leaves it.

  npm run --silent warehouse -- --engine ${Object.keys(DIALECTS).join('|')}

  --all-pairs   pairs of a single order come home, too: more rows, and the very estimates of the Worker`

const OPTIONS = {
  engine: { type: 'string', default: '' },
  'all-pairs': { type: 'boolean', default: false },
} as const
const { values } = parseArgs({ options: OPTIONS })
if (isEngine(values.engine))
  process.stdout.write(statementsFor(values.engine, values['all-pairs'] ? 1 : MIN_ORDERS))
else {
  console.error(USAGE)
  process.exitCode = 2
}
