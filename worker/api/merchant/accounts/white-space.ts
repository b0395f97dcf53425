import { Hono } from 'hono'
import type { AccountModelRow } from '../../../../schema/accounts/white-space.ts'
import { gridPage, gridQuery, gridTotals, totalsQuery } from '../../../../schema/accounts/white-space.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { gridRowOf } from '../../../accounts/grid-view.ts'
import { scopeOf } from '../../../accounts/scope-of.ts'
import { date, major } from '../../../export/cells.ts'
import { asText, EXPORT_FORMS } from '../../../export/stream.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { readAccountModel } from '../../../store/accounts/analyses.ts'
import { type GridPlace, type GridQuestion, readGrid, readTotals } from '../../../store/accounts/grid.ts'
import { repsByName } from '../../../store/accounts/scope.ts'

const COLUMNS = [
  ...[
    'account_id',
    'account',
    'tier',
    'rep',
    'family',
    'state',
    'mark',
    'orders',
    'last_order',
    'spent_365_days',
  ],
  ...['probability', 'expected_margin', 'margin_low', 'margin_high', 'gap', 'currency'],
]
/** Accounts of one read for a file. */
const FILE_PAGE = 200

/** The place after which a page begins, from its text. */
function placeOf(after: string): GridPlace | undefined {
  if (after === '') return undefined
  try {
    const [key, account_id] = JSON.parse(after)
    if ((typeof key === 'string' || typeof key === 'number') && typeof account_id === 'string')
      return { key, account_id }
  } catch {}
  throw new PairwellError('invalid_input', 'Give `after` as the page before has it in `next`.', {
    field: 'after',
  })
}

/** @throws {PairwellError} `unknown_family` */
export function familyNumber(model: AccountModelRow | undefined, family: string): number {
  const number = model?.families.indexOf(family) ?? -1
  if (number >= 0) return number
  throw new PairwellError(
    'unknown_family',
    'The analysis has no such family. GET /v1/white-space lists them.',
    { family },
  )
}

/** Accounts and families: what is bought, what lapsed, and what could be. */
export const whiteSpaceRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'The grid of accounts and families',
      {
        status: 200,
        shape: gridPage,
        type: 'text/csv',
        what: 'A page of accounts with their cells. With `family` only accounts for which it is an opening, or of which it is in the `state`, the largest expected margin first. With `form=csv` all of them as a file.',
      },
      'invalid_input',
      'unknown_family',
    ),
    valid('query', gridQuery),
    async (c) => {
      const { store, shop, session } = c.var
      const { after, limit, form, family, ...question } = c.req.valid('query')
      const model = await readAccountModel(store)
      const families = model?.families ?? []
      const asked: GridQuestion = {
        ...question,
        ...(family !== undefined && { family: familyNumber(model, family) }),
      }
      const scope = scopeOf(session)
      const now = Date.now()
      // Before the file begins: what is thrown within it would end it without a reason.
      const first = placeOf(after)
      if (form === 'json') {
        const { rows, last } = await readGrid(store, scope, asked, first, limit)
        return c.json({
          ...{
            computed_at: model?.computed_at ?? null,
            horizon_days: model?.horizon_days ?? 90,
            is_cut: model?.is_cut ?? false,
            currency: shop.currency,
          },
          families,
          items: rows.map((row) => gridRowOf(row, families, now)),
          next: rows.length < limit || !last ? null : JSON.stringify([last.key, last.account_id]),
        })
      }
      async function* pages() {
        for (let from = first; ; ) {
          const { rows, last } = await readGrid(store, scope, asked, from, FILE_PAGE)
          yield rows.flatMap((row) => {
            const { account_id, name, tier, rep_name, cells } = gridRowOf(row, families, now)
            return cells.map(({ state, mark, orders, last_at, spent, opening, ...cell }) => ({
              ...{ account_id, account: name, tier: tier ?? '', rep: rep_name ?? '' },
              ...{ family: families[cell.family] ?? '', state, mark: mark ?? '', orders: orders ?? '' },
              ...{ last_order: date(last_at), spent_365_days: major(spent, shop.currency) },
              ...{
                probability: opening?.probability ?? '',
                expected_margin: major(opening?.margin, shop.currency),
              },
              margin_low: major(opening?.margin_low, shop.currency),
              margin_high: major(opening?.margin_high, shop.currency),
              ...{ gap: major(opening?.gap, shop.currency), currency: shop.currency },
            }))
          })
          if (rows.length < FILE_PAGE || !last) return
          from = last
        }
      }
      return c.body(asText({ columns: COLUMNS }, pages(), 'csv'), 200, {
        'Content-Type': EXPORT_FORMS.csv,
        'Content-Disposition': 'attachment; filename="pairwell-white-space.csv"',
      })
    },
  )
  .get(
    '/totals',
    describe(
      'Sums of the grid',
      {
        status: 200,
        shape: gridTotals,
        what: 'By family, rep or tier: accounts, what they buy, what lapsed, openings, and the sum of the expected margins.',
      },
      'invalid_input',
    ),
    valid('query', totalsQuery),
    async (c) => {
      const { store, session } = c.var
      const { by, ...filter } = c.req.valid('query')
      const scope = scopeOf(session)
      const [model, rows] = await Promise.all([readAccountModel(store), readTotals(store, scope, filter, by)])
      const names = by === 'rep' ? await repsByName(store, scope) : new Map<string, string>()
      return c.json({
        by,
        items: rows.map(({ key, margin, ...sums }) => ({
          key: by === 'family' ? (model?.families[Number(key)] ?? '') : key === null ? null : String(key),
          name: names.get(String(key)) ?? null,
          ...sums,
          margin: Math.round(margin),
        })),
      })
    },
  )
