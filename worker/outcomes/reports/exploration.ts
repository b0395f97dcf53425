import { grouped } from '../../../engine/data/grouped.ts'
import {
  type EstimateOrValue,
  type ExploredCell,
  evaluateExploration,
  MIN_PURCHASES,
} from '../../../engine/measure/exploration.ts'
import { wilson } from '../../../engine/numbers/intervals.ts'
import { sixDigits } from '../../../engine/numbers/round.ts'
import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { type ExploredRow, readExplored } from '../../store/outcomes/reports.ts'
import { readAttributed } from '../attributed-lines.ts'
import type { Asked, Body } from './range.ts'

/** Rates are per this many views. */
const VIEWS = 1_000
const MILLION = 1e6

type Cell = ExploredCell & Pick<ExploredRow, 'placement' | 'intent'>

/**
 * Estimates, before anything is changed, what the last position of panels would bring with the items that the widget tried there
 * (`explore`): purchases after an addition from there, per 1,000 views. By pair, each item that was shown there.
 */
export async function exploration(asked: Asked): Promise<Body> {
  const cells = await readCells(asked)
  return asked.query.by === 'pair' ? byPair(cells) : byPanel(cells)
}

async function readCells({ store, shop, days, query }: Asked): Promise<Cell[]> {
  const seen = await readExplored(store, days)
  if (seen.length === 0) return []
  const { lines } = await readAttributed(store, days, query.window, shop.currency)
  const kept = new Map<string, number>()
  for (const { touches } of lines) {
    const touch = touches.findLast(({ kind, explore }) => kind === 'added' && explore !== undefined)
    if (touch?.explore === undefined) continue
    const half = Math.floor(touch.at / DAY) % 2 === 0 ? 0 : 1
    const name = nameOf({ ...touch, chance: Math.round(touch.explore * MILLION), half })
    kept.set(name, (kept.get(name) ?? 0) + 1)
  }
  return seen.map((row): Cell => {
    const { placement, intent, seed_item_id: page, item_id: item, half, seen } = row
    const bought = Math.min(seen, kept.get(nameOf(row)) ?? 0)
    return { placement, intent, page, item, half, seen, kept: bought, chance: row.chance / MILLION }
  })
}

const nameOf = ({
  placement,
  intent,
  seed_item_id,
  item_id,
  chance,
  half,
}: Omit<ExploredRow, 'seen'>): string =>
  JSON.stringify([placement, intent, seed_item_id, item_id, chance, half])

function byPanel(cells: readonly Cell[]): Body {
  const panels = grouped(cells, ({ placement, intent }) => `${placement} ${intent}`)
  const rows = [...panels].map(([name, own]): ReportRow => {
    const [placement = '', intent = ''] = name.split(' ')
    const { views, drawn, pages, usual, found, change, change_robust } = evaluateExploration(own)
    return {
      ...{ placement, intent, views, drawn, pages },
      ...{ usual: figure(usual.value), found: figure(found.value) },
      ...figuresOf('change', change),
      ...figuresOf('robust', change_robust),
    }
  })
  return {
    columns: [
      ...['placement', 'intent', 'views', 'drawn', 'pages', 'usual', 'found'],
      ...['change', 'change_low', 'change_high', 'robust', 'robust_low', 'robust_high'],
    ],
    rows,
    notes: [...notesOf(cells), ...(rows.some(({ change_low }) => change_low === null) ? [TOO_EARLY] : [])],
  }
}

const TOO_EARLY: Report['notes'][number] = {
  code: 'too_early',
  text: `There is no interval until the items in question have been bought ${MIN_PURCHASES} times after views in which they were drawn.`,
}

const figuresOf = (name: string, { value, low, high }: EstimateOrValue): ReportRow => ({
  [name]: figure(value),
  [`${name}_low`]: low === undefined ? null : figure(low),
  [`${name}_high`]: high === undefined ? null : figure(high),
})

const figure = (share: number): number => sixDigits(VIEWS * share)

function byPair(cells: readonly Cell[]): Body {
  const pairs = grouped(cells, ({ placement, intent, page, item }) =>
    JSON.stringify([placement, intent, page, item]),
  )
  const rows = [...pairs.values()].map((own): ReportRow => {
    const [{ placement = '', intent = '', page = '', item = '' } = {}] = own
    const total = (of: (cell: Cell) => number) => own.reduce((sum, cell) => sum + of(cell), 0)
    const [seen, kept] = [total((cell) => cell.seen), total((cell) => cell.kept)]
    const { low, high } = wilson(kept, seen)
    return {
      ...{ placement, intent, seed_item_id: page, item_id: item },
      ...{ seen, drawn: total(({ chance, seen }) => (chance > 0.5 ? 0 : seen)), bought: kept },
      ...{ rate: figure(kept / seen), rate_low: figure(low), rate_high: figure(high) },
    }
  })
  return {
    columns: [
      ...['placement', 'intent', 'seed_item_id', 'item_id', 'seen', 'drawn', 'bought'],
      ...['rate', 'rate_low', 'rate_high'],
    ],
    rows,
    notes: notesOf(cells),
  }
}

function notesOf(cells: readonly Cell[]): Report['notes'] {
  if (cells.length > 0) {
    const text =
      'Rates are per 1,000 views of the last position, counted once per visitor, page, item and day. Purchases are those confirmed by an order sent with the secret key.'
    return [{ code: 'a_thousand_views', text }]
  }
  const text =
    'No items were explored. Set `explore` of a panel, for example to 0.05, with PATCH /v1/shops/{shop_id}.'
  return [{ code: 'no_exploration', text }]
}
