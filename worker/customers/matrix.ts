import { codesOf, decoded } from '../../engine/choice/probability-codes.ts'
import { listCodes } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import { loadModel } from './model.ts'

/** Rows of one read: 200 families take 1 MB. */
const PAGE = 2_000

/** A cell of the matrix by its column. */
type Line = Record<string, string | number | null>

/** Customers × families: the columns, and the lines in pages. A shop without a model has no lines. */
export async function matrix(
  store: Store,
  form: 'csv' | 'ndjson',
): Promise<{ columns: string[]; pages: AsyncGenerator<Iterable<Line>> }> {
  const model = await loadModel(store)
  const names = model?.row.families ?? []
  const families = form === 'csv' ? names.map(columnOf) : names
  return { columns: ['customer', 'buys', ...families], pages: linesOf(store, families) }
}

/** A family's name as a column: quoted, because a name may hold commas, and behind a quote where a spreadsheet would compute it. */
const columnOf = (family: string): string => {
  const safe = /^[=+\-@\t\r]/.test(family) ? `'${family}` : family
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function* linesOf(store: Store, families: readonly string[]): AsyncGenerator<Iterable<Line>> {
  if (families.length === 0) return
  for (let after = ''; ; ) {
    const page = await listCodes(store, after, PAGE)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ person, buys, codes }): Line => {
      const cells = codesOf(codes).map((code, at): [string, number] => [families[at] ?? '', decoded(code)])
      return { customer: person, buys, ...Object.fromEntries(cells) }
    })
    after = last.person
  }
}
