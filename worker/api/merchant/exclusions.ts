import { Hono } from 'hono'
import * as v from 'valibot'
import { EXCLUSION_STATUS, exclusionList, exclusionView } from '../../../schema/catalogue/exclusions.ts'
import { page, pageQuery } from '../../../schema/pages.ts'
import { id } from '../../../schema/shapes.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { readCursor, writeCursor } from '../../http/cursor.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import {
  countExclusions,
  decideExclusions,
  type ExclusionCells,
  listExclusions,
  MAX_EXCLUSIONS,
  removeExclusion,
} from '../../store/catalogue/exclusions.ts'

const cursorOf = ({ item_id }: ExclusionCells) => writeCursor(item_id)
const listQuery = v.strictObject({
  ...pageQuery,
  status: v.optional(v.picklist(EXCLUSION_STATUS, `Give one of: ${EXCLUSION_STATUS.join(', ')}.`)),
  /** The only item that is asked for. */
  item_id: v.optional(id),
})

/** Items that are never shown: those that a run found to be no goods, and those that the merchant excludes. */
export const exclusionRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List items that are never shown',
      { status: 200, shape: page(exclusionView), what: 'By item, with the reasons, including allowed ones.' },
      'invalid_input',
    ),
    valid('query', listQuery),
    async (c) => {
      const { after, limit, ...filter } = c.req.valid('query')
      const [from = ''] = readCursor(after, 1)
      const rows = await listExclusions(c.var.store, from, limit + 1, filter)
      return c.json(pageOf(rows, limit, cursorOf, (row) => row))
    },
  )
  .put(
    '/',
    describe(
      'Exclude items, or allow what was found to be no goods',
      { status: 200, shape: exclusionList, what: 'The decisions are stored, and apply at once.' },
      'invalid_input',
      'invalid_json',
      'too_many_exclusions',
    ),
    valid('json', exclusionList),
    async (c) => {
      const decided = c.req.valid('json')
      const stored = await countExclusions(c.var.store)
      if (stored + decided.exclusions.length > MAX_EXCLUSIONS) {
        throw new PairwellError(
          'too_many_exclusions',
          `A shop has at most ${MAX_EXCLUSIONS} exclusions, and this one has ${stored}. Set published to false for items that are not sold.`,
        )
      }
      await decideExclusions(c.var.store, decided.exclusions, Date.now())
      noteChange(c, { after: decided })
      return c.json(decided)
    },
  )
  .delete(
    '/',
    describe(
      'Remove a decision',
      { status: 204, what: 'The item is treated like any other.' },
      'unknown_item',
    ),
    valid('query', v.strictObject({ item_id: id })),
    async (c) => {
      const { item_id } = c.req.valid('query')
      if (!(await removeExclusion(c.var.store, item_id))) {
        throw new PairwellError(
          'unknown_item',
          'No exclusion names this item. GET /v1/exclusions lists them.',
        )
      }
      noteChange(c, { before: { item_id } })
      return c.body(null, 204)
    },
  )
