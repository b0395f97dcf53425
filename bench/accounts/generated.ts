import type { AccountLines } from '../../engine/accounts/lines.ts'
import { dice } from '../quality/tasks.ts'

/** Shape of a generated shop. */
export type Shape = { accounts: number; families: number; items: number; lines: number; days: number }

/** Largest value of a 31-bit draw. */
const DRAWS = 2 ** 20

/**
 * Lines of accounts of very different sizes, each of which mostly buys from a third of the families; costs are known for nine lines
 * in ten.
 */
export function generatedLines({ accounts, families, items, lines, days }: Shape): AccountLines {
  const draw = dice(11)
  const uniform = () => draw(DRAWS) / DRAWS
  const columns = {
    ...{ accounts, families, items },
    ...{ account: new Uint32Array(lines), family: new Uint32Array(lines), item: new Uint32Array(lines) },
    ...{ order: new Uint32Array(lines), day: new Int32Array(lines), pieces: new Float64Array(lines) },
    ...{ spend: new Float64Array(lines), margin: new Float64Array(lines) },
  }
  for (let line = 0; line < lines; line += 1) {
    const account = Math.floor(accounts * uniform() ** 1.5)
    const third = (account % 3) * Math.floor(families / 3)
    const family = (third + Math.floor(families * uniform() ** 3)) % families
    columns.account[line] = account
    columns.family[line] = family
    columns.item[line] = family + families * Math.floor((items / families) * uniform() ** 2)
    columns.day[line] = 19_000 + Math.floor(days * uniform())
    columns.order[line] = account * days + (columns.day[line] ?? 0) - 19_000
    columns.pieces[line] = 1 + draw(9)
    columns.spend[line] = 100 + draw(20_000)
    columns.margin[line] = draw(10) === 0 ? Number.NaN : Math.round((columns.spend[line] ?? 0) * 0.3)
  }
  return columns
}
