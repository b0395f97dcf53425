import type { GridCell, GridRow, StoredCell, StoredOpening } from '../../schema/accounts/white-space.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { GridStored } from '../store/accounts/grid.ts'
import { stateOf } from './brief/audit-view.ts'
import { risksOf } from './brief/why-now.ts'

/** A row of the grid for a response. @param families names by number */
export function gridRowOf(row: GridStored, families: readonly string[], now: number): GridRow {
  const marks = new Map(row.marks.map(({ family, mark }) => [family, mark]))
  const openings = new Map(row.openings.map((one) => [one.f, one]))
  const cells = new Map(row.cells.map((one) => [one.f, one]))
  const marked = [...families.keys()].filter((f) => marks.has(families[f] ?? ''))
  const shown = [...new Set([...cells.keys(), ...openings.keys(), ...marked])].sort((a, b) => a - b)
  const isFor = (f: number): boolean => marks.get(families[f] ?? '') !== 'not_eligible'
  const cellOf = (f: number): GridCell => {
    const mark = marks.get(families[f] ?? '') ?? null
    // What is not for the account is no opening.
    return view(f, cells.get(f), isFor(f) ? openings.get(f) : undefined, mark)
  }
  return {
    ...{ account_id: row.account_id, name: row.name, tier: row.tier, rep: row.rep, rep_name: row.rep_name },
    ...{ spent: row.audit.year, last_order_at: row.audit.last * DAY },
    margin: row.openings.reduce((sum, { f, margin }) => sum + (isFor(f) ? margin : 0), 0),
    risks: risksOf(row.contract_ends_at, row.audit, now),
    cells: shown.map(cellOf),
  }
}

const view = (
  family: number,
  cell: StoredCell | undefined,
  opening: StoredOpening | undefined,
  mark: GridCell['mark'],
): GridCell => ({
  family,
  state: cell ? stateOf(cell) : 'never',
  mark,
  ...{ orders: cell?.orders ?? null, last_at: cell ? cell.last * DAY : null, spent: cell?.year ?? null },
  opening: opening
    ? {
        ...{
          probability: opening.p,
          margin: opening.margin,
          margin_low: opening.low,
          margin_high: opening.high,
        },
        gap: opening.gap,
      }
    : null,
})
