import { parseArgs } from 'node:util'
import { DIALECTS, isEngine } from './dialects.ts'
import { statementsFor } from './print.ts'

const USAGE = `Prints the statements with which a warehouse counts what mining needs, so that no order leaves it.

  npm run --silent warehouse -- --engine ${Object.keys(DIALECTS).join('|')}`

const { values } = parseArgs({ options: { engine: { type: 'string', default: '' } } })
if (isEngine(values.engine)) process.stdout.write(statementsFor(values.engine))
else {
  console.error(USAGE)
  process.exitCode = 2
}
