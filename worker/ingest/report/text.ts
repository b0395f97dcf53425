import type * as v from 'valibot'
import type { importView } from '../../../schema/imports/imports.ts'

type View = v.InferOutput<typeof importView>

const number = (value: number) => value.toLocaleString('en')
const day = (at: number | null | undefined) => (at ? new Date(at).toISOString().slice(0, 10) : 'no date')
const percent = (part: number, whole: number) =>
  whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`
const reasons = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([reason, count]): Line => [`  ${reason.replaceAll('_', ' ')}`, number(count)])

type Line = readonly [name: string, value: string]

/** The report of an import as plain text, for merchants who do not read JSON. */
export function asText(view: View): string {
  const head: Line[] = [
    ['Upload', `${view.import_id}, ${view.kind}${view.dry_run ? ', dry run' : ''}`],
    ['Status', view.status === 'applying' ? `applying, ${percent(view.progress, 1)}` : view.status],
  ]
  if (view.problem !== null) head.push(['Problem', view.problem])
  const { report, mined } = view
  const sections = [head]
  if (report) sections.push(fileLines(report, view), thingLines(report, view.kind))
  if (mined) sections.push(minedLines(mined))
  const width = Math.max(...sections.flat().map(([name]) => name.length)) + 2
  const blocks = sections.map((lines) =>
    lines.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n'),
  )
  const next = (view.next_steps ?? []).map(({ text }) => `- ${text}`)
  if (next.length > 0) blocks.push(['What to do next', ...next].join('\n'))
  return `${blocks.join('\n\n')}\n`
}

type Report = NonNullable<View['report']>

function fileLines(report: Report, { errors }: View): Line[] {
  return [
    ['Recognised as', report.format],
    ['Rows', number(report.rows)],
    ['Rows kept', number(report.rows_kept)],
    ['Rows or cells refused', number(errors)],
    ...(Object.keys(report.rows_dropped).length > 0 ? ([['Rows left out', '']] as Line[]) : []),
    ...reasons(report.rows_dropped),
  ]
}

function thingLines(report: Report, kind: View['kind']): Line[] {
  const lines: Line[] = [
    [`${kind[0]?.toUpperCase()}${kind.slice(1)} found`, number(report.found)],
    ['  new', number(report.added)],
    ['  changed', number(report.changed)],
    ['  unchanged', number(report.same)],
    ...reasons(report.dropped),
  ]
  if (report.variants !== undefined) lines.push(['Variants', number(report.variants)])
  if (report.absent) {
    lines.push(['Published items not in the file', number(report.absent.count)])
    lines.push(['  unpublished', number(report.unpublished ?? 0)])
  }
  if (report.relations) {
    lines.push(['Relations in the catalogue', number(report.relations.found)])
    lines.push(['  new or changed', number(report.relations.written)])
    lines.push(['  no longer stated', number(report.relations.removed)])
    lines.push(...reasons(report.relations.dropped))
  }
  if (report.items_named !== undefined)
    lines.push(['Distinct items in the orders', number(report.items_named)])
  if (report.orders_with_two !== undefined) {
    lines.push(['Orders with two or more items', number(report.orders_with_two)])
  }
  if (report.first_order_at !== undefined) {
    lines.push(['First and last order', `${day(report.first_order_at)}, ${day(report.last_order_at)}`])
  }
  if (report.totals) lines.push(...totalsLines(report.totals))
  if (report.lines_matched) lines.push(...matchLines(report.lines_matched))
  return lines
}

function totalsLines(totals: NonNullable<Report['totals']>): Line[] {
  const { given, add_up, rounded, not_add_up, unreadable, per_line = 0, left_out = 0, examples } = totals
  const lines: Line[] = [
    ['Orders with totals', number(given)],
    ['  add up', percent(add_up, given)],
  ]
  if (rounded > 0) lines.push(['  differ by rounding', number(rounded)])
  lines.push(['  do not add up', number(not_add_up)])
  if (unreadable > 0) lines.push(['  with unreadable amounts', number(unreadable)])
  if (per_line > 0) lines.push(['  with amounts per line, added', number(per_line)])
  if (left_out > 0) lines.push(['  with amounts left out', number(left_out)])
  if (examples.length > 0) lines.push(['  for example', examples.join(', ')])
  return lines
}

function matchLines({ id, sku, name, nothing }: NonNullable<Report['lines_matched']>): Line[] {
  const all = id + sku + name + nothing
  return [
    ['Order lines', number(all)],
    ['  found by id', percent(id, all)],
    ['  found by SKU', percent(sku, all)],
    ['  found by name', percent(name, all)],
    ['  not in the catalogue', percent(nothing, all)],
  ]
}

function minedLines(mined: NonNullable<View['mined']>): Line[] {
  return [
    ['Model', `${mined.model_id}, ${mined.status}`],
    ['Orders in the model', number(mined.orders)],
    ['  with two or more items', number(mined.orders_with_two)],
    ['Pairs in three or more orders', number(mined.pairs_of_three)],
    ...matchLines(mined.lines_matched),
    ['Items with a list of their own', number(mined.items_ready)],
    ["  with their category's list", number(mined.items_pooled)],
    ['  with best sellers only', number(mined.items_fallback)],
  ]
}
