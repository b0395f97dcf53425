import { auditOf } from '../../engine/accounts/audit.ts'
import { firstItems } from '../../engine/accounts/first-items.ts'
import { Ledger } from '../../engine/accounts/ledger.ts'
import { fitOpenings } from '../../engine/accounts/openings.ts'
import { stored } from '../../engine/accounts/stored-row.ts'
import { whiteSpace } from '../../engine/accounts/white-space.ts'
import { finished } from '../choice/finished.ts'
import { generatedLines, type Shape } from './generated.ts'

/** Bytes of a line as it is given. */
const LINE_BYTES = 4 + 4 + 4 + 4 + 4 + 8 + 8 + 8
const MEGABYTE = 2 ** 20

/** Times each step for a generated shop; and the largest memory of the process above what it had before the lines were made. */
export function timeAndMemory(shape: Shape): string {
  const before = process.memoryUsage().rss
  const lines = generatedLines(shape)
  const today = 19_000 + shape.days
  const steps: [string, number][] = []
  const timed = <Result>(name: string, work: () => Result): Result => {
    const start = process.cpuUsage()
    const result = work()
    const { user, system } = process.cpuUsage(start)
    steps.push([name, (user + system) / 1_000])
    return result
  }
  const ledger = timed('group', () => new Ledger(lines))
  const model = timed('fit', () => finished(fitOpenings(ledger, today)))
  timed('first items', () => firstItems(ledger, today, model.horizon))
  const rows = timed('score', () => {
    let [count, bytes] = [0, 0]
    for (const row of whiteSpace(ledger, model, today, { openings: 20, assumed_margin: 0.3 })) {
      if (row === undefined) continue
      count += 1
      if (count % 50 === 0) bytes += JSON.stringify(stored(row)).length
    }
    return { count, bytes: (bytes * 50) / count }
  })
  timed('audits', () => {
    for (let account = 0; account < shape.accounts; account += 1) auditOf(ledger, account, today)
  })
  // Linux gives the largest memory in kilobytes.
  const most = process.resourceUsage().maxRSS * 1_024 - before
  const all = steps.reduce((sum, [, ms]) => sum + ms, 0)
  return `${shape.accounts} accounts, ${shape.families} families, ${shape.lines} lines, ${ledger.cells} cells: ${(all / 1_000).toFixed(1)} s (${steps.map(([name, ms]) => `${name} ${(ms / 1_000).toFixed(1)}`).join(', ')}); ${Math.round(most / MEGABYTE)} MB above an idle process, of which ${Math.round((LINE_BYTES * shape.lines) / MEGABYTE)} MB are the lines given; ${rows.count} rows of ${Math.round(rows.bytes)} bytes of JSON on average with 20 openings.`
}
