import { Hono } from 'hono'
import * as v from 'valibot'
import {
  relationKey,
  relationList,
  relationQuery,
  relationView,
} from '../../../schema/catalogue/relations.ts'
import { page } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { readCursor, writeCursor } from '../../http/cursor.ts'
import { describe } from '../../http/describe.ts'
import { inTurns } from '../../http/in-turns.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { rest } from '../../jobs/lease/pace.ts'
import { readCatalogue } from '../../models/catalogue.ts'
import {
  deleteRelation,
  listRelations,
  relationCells,
  writeRelations,
} from '../../store/catalogue/relations.ts'
import { readTitles } from '../../store/catalogue/titles.ts'

const written = v.object({ written: v.number() })

/** The merchant's relations between two items. */
export const relationRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List relations',
      { status: 200, shape: page(relationView), what: 'By item; with `item_id` only those of this item.' },
      'invalid_input',
    ),
    valid('query', relationQuery),
    async (c) => {
      const { after, limit, item_id } = c.req.valid('query')
      const [item = '', related = '', type = ''] = readCursor(after, 3)
      const rows = await listRelations(c.var.store, [item, related, type], limit + 1, item_id)
      const titles = await readTitles(
        c.var.store,
        rows.map(({ related_item_id }) => related_item_id),
      )
      const next = (row: (typeof rows)[number]) =>
        writeCursor(row.item_id, row.related_item_id, row.relationship_type)
      const view = ({ shop_id: _, start_at, end_at, ...row }: (typeof rows)[number]) => ({
        ...row,
        related_title: titles.get(row.related_item_id) ?? null,
        ...(start_at !== null && { start_at }),
        ...(end_at !== null && { end_at }),
      })
      return c.json(pageOf(rows, limit, next, view))
    },
  )
  .put(
    '/',
    describe(
      'Write relations',
      { status: 200, shape: written, what: 'The number of new or changed relations.' },
      'invalid_input',
      'invalid_json',
      'unknown_item',
    ),
    valid('json', inTurns(relationList)),
    async (c) => {
      const { relations } = c.req.valid('json')
      const catalogue = await readCatalogue(c.var.store, rest)
      const cells = relations.map((given, at) => {
        const named = (field: 'item_id' | 'related_item_id'): string => {
          const found = catalogue.idOf(`i:${given[field]}`)
          if (found !== undefined) return found
          throw new PairwellError(
            'unknown_item',
            `The catalogue has no item "${given[field]}" (relations.${at}.${field}). Upload the catalogue first, or correct the id.`,
          )
        }
        const cell = relationCells({
          ...given,
          item_id: named('item_id'),
          related_item_id: named('related_item_id'),
        })
        if (cell.item_id !== cell.related_item_id) return cell
        throw new PairwellError(
          'invalid_input',
          `The item is related to itself (relations.${at}). Remove this relation.`,
        )
      })
      const count = await writeRelations(c.var.store, cells)
      noteChange(c, { after: { written: count } })
      return c.json({ written: count })
    },
  )
  .delete(
    '/',
    describe(
      'Delete a relation',
      { status: 204, what: 'The relation is deleted.' },
      'invalid_input',
      'unknown_item',
    ),
    valid('query', relationKey),
    async (c) => {
      if (!(await deleteRelation(c.var.store, c.req.valid('query')))) {
        throw new PairwellError('unknown_item', 'There is no such relation. GET /v1/relations lists them.')
      }
      noteChange(c, { before: c.req.valid('query') })
      return c.body(null, 204)
    },
  )
