import type * as v from 'valibot'
import type { ImportRow, importView } from '../../../schema/imports/imports.ts'
import type { ModelRow } from '../../../schema/models/models.ts'
import { droppedText } from '../../texts/report/index.ts'
import type { ReportWords } from '../../texts/report/words.ts'

type View = v.InferOutput<typeof importView>

/** An import for the API: the parser's counts together with those of the applied buckets. */
export function viewImport(row: ImportRow): View {
  const { import_id, kind, status, dry_run, partial, strict, created_at, finished_at, errors, problem } = row
  const progress = status === 'done' ? 1 : row.buckets === 0 ? 0 : row.buckets_done / row.buckets
  const base = {
    import_id,
    kind,
    status,
    dry_run,
    partial,
    strict,
    created_at,
    finished_at,
    progress,
    errors,
    problem,
  }
  return { ...base, report: reportOf(row) }
}

function reportOf(row: ImportRow): View['report'] {
  const { received, tally } = row
  if (!received) return null
  const { found, relations, ...counts } = tally
  const dropped = Object.values(counts.dropped).reduce((sum, count) => sum + count, 0)
  const kept_aside =
    (counts.dropped.cancelled ?? 0) + (counts.dropped.refunded ?? 0) + (counts.dropped.test ?? 0)
  const unchanged = found - (dropped - kept_aside) - (row.written - (counts.returned ?? 0))
  return {
    ...received,
    found,
    added: row.added,
    changed: row.written - row.added,
    same: Math.max(0, unchanged),
    ...counts,
    ...(row.kind === 'items' && { unpublished: row.unpublished }),
    ...(relations && {
      relations: { ...relations, written: row.relations_written, removed: row.relations_removed },
    }),
  }
}

/** Records that were refused when they were assembled: they are errors, with row and reason. */
const REFUSED: ReadonlySet<string> = new Set(['bad_item', 'too_large', 'unknown_item'])

/** How many rows, records and relations in columns were left out without being refused, and why, most first. */
export function leftOut({ report }: View, words: ReportWords): NonNullable<View['left_out']> {
  const counts = new Map<string, number>()
  for (const dropped of [report?.rows_dropped, report?.dropped, report?.relations?.dropped]) {
    for (const [code, count] of Object.entries(dropped ?? {}))
      counts.set(code, (counts.get(code) ?? 0) + count)
  }
  return [...counts]
    .filter(([code]) => !REFUSED.has(code))
    .map(([code, count]) => ({ code, count, text: droppedText(words, code) }))
    .sort((a, b) => b.count - a.count)
}

/** The part of the report from the model mined after an import; null while there is none. */
export function minedAfter(model: ModelRow | undefined): NonNullable<View['mined']> | null {
  if (!model?.counts) return null
  const { counts, model_id, status } = model
  return {
    model_id,
    status,
    orders: counts.orders,
    orders_with_two: counts.orders_with_two,
    pairs_of_three: counts.pairs_of_three,
    lines_matched: { ...counts.lines_matched, nothing: counts.lines_unmatched },
    items_ready: counts.items_ready,
    items_pooled: counts.items_pooled,
    items_fallback: counts.items_fallback,
  }
}
