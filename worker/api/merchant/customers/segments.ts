import { type Context, Hono } from 'hono'
import {
  customerClusters,
  MAX_SEGMENTS,
  newSegment,
  type SegmentRow,
  segmentMember,
  segmentQuestion,
  segmentSize,
  segmentView,
  type WrittenSegment,
} from '../../../../schema/customers/segments.ts'
import { page, pageOnly } from '../../../../schema/pages.ts'
import { mergePatchBody } from '../../../../schema/shapes.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { membersAfter, sizeOf } from '../../../customers/members.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { changedMeanwhile, checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { checked, valid } from '../../../http/valid.ts'
import { readPurchaseModel } from '../../../store/customers/purchases.ts'
import { deleteSegment, readSegments, writeSegment } from '../../../store/customers/segments.ts'
import { timeId } from '../../../store/ids.ts'
import type { Store } from '../../../store/open.ts'

const view = ({ shop_id: _, ...segment }: SegmentRow) => segment

async function found(store: Store, segment_id: string): Promise<SegmentRow> {
  const row = (await readSegments(store)).find((one) => one.segment_id === segment_id)
  if (!row)
    throw new PairwellError('unknown_segment', 'There is no such segment. GET /v1/segments lists them.')
  return row
}

async function save(
  c: Context<App>,
  segment_id: string,
  before: SegmentRow | undefined,
  written: WrittenSegment,
) {
  const { store } = c.var
  const row = { segment_id, version: (before?.version ?? 0) + 1, ...written, changed_at: Date.now() }
  if (!(await writeSegment(store, row))) {
    throw changedMeanwhile()
  }
  noteChange(c, { ...(before && { before: view(before) }), after: row })
  c.header('ETag', etagOf(row.version))
  return row
}

/** Answers a question, and changes nothing, so it is not audited. */
export const segmentSizes = new Hono<App>().post(
  '/segments/size',
  describe(
    'Size of a condition on customers',
    {
      status: 200,
      shape: segmentSize,
      what: 'On a random sample of up to 100 customers who ordered, with a 95 % interval and the overlap with the segments.',
    },
    'invalid_input',
    'invalid_json',
    'unavailable',
  ),
  valid('json', segmentQuestion),
  async (c) => {
    const { store, shop } = c.var
    const others = await readSegments(store)
    return c.json(await sizeOf(store, c.req.valid('json').condition, others, shop.currency, Date.now()))
  },
)

/** Two digits are more than a mean of a group can say. */
const rounded = (value: number): number => Number(value.toPrecision(3))

/** Named conditions on customers. */
export const segmentRoutes = new Hono<App>()
  .get(
    '/clusters',
    describe('Clusters of the customers', {
      status: 200,
      shape: customerClusters,
      what: 'Found anew with every model from up to 5,000 customers, none for fewer than 100. A condition `{"cluster": […]}` names them.',
    }),
    async (c) => {
      const model = await readPurchaseModel(c.var.store)
      const clusters = model?.groups?.clusters?.clusters ?? []
      return c.json({
        ...{ customers: model?.customers ?? 0, fitted_at: model?.fitted_at ?? null },
        clusters: clusters.map(({ name, share, recency, frequency, order_value }) => ({
          ...{
            name,
            share: rounded(share),
            days_since_last_order: rounded(recency),
            orders: rounded(frequency),
          },
          order_value: Math.round(order_value),
        })),
      })
    },
  )
  .get(
    '/',
    describe(
      'List segments',
      { status: 200, shape: page(segmentView), what: 'All of them, at most 200.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => c.json({ items: (await readSegments(c.var.store)).map(view), next: null }),
  )
  .post(
    '/',
    describe(
      'Add a segment',
      { status: 201, shape: segmentView, what: 'The segment. Offers name it with {"segment": "…"}.' },
      'invalid_input',
      'invalid_json',
      'too_many_segments',
      'changed_meanwhile',
    ),
    valid('json', newSegment),
    async (c) => {
      if ((await readSegments(c.var.store)).length >= MAX_SEGMENTS) {
        throw new PairwellError(
          'too_many_segments',
          `A shop has at most ${MAX_SEGMENTS} segments. Delete one first.`,
        )
      }
      return c.json(await save(c, timeId('seg', Date.now()), undefined, c.req.valid('json')), 201)
    },
  )
  .get(
    '/:segment_id/customers',
    describe(
      'List the members of a segment',
      {
        status: 200,
        shape: page(segmentMember),
        what: 'Among the next 100 customers who ordered: a page may be empty before the end, which is `next: null`.',
      },
      'invalid_input',
      'unknown_segment',
      'unavailable',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { store, shop } = c.var
      const { condition } = await found(store, c.req.param('segment_id'))
      return c.json(
        await membersAfter(store, condition, c.req.valid('query').after, shop.currency, Date.now()),
      )
    },
  )
  .patch(
    '/:segment_id',
    describe(
      'Change a segment',
      {
        status: 200,
        shape: segmentView,
        what: 'The segment after the change. The body is a JSON Merge Patch (RFC 7396). With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_segment',
      'changed_meanwhile',
    ),
    describeIfMatch(),
    valid('json', mergePatchBody),
    async (c) => {
      const before = await found(c.var.store, c.req.param('segment_id'))
      checkIfMatch(c.req.header('If-Match'), before.version)
      const { name, condition } = before
      const written = checked('json', newSegment, mergePatch({ name, condition }, c.req.valid('json')))
      return c.json(await save(c, before.segment_id, before, written))
    },
  )
  .delete(
    '/:segment_id',
    describe(
      'Delete a segment',
      { status: 204, what: 'Offers that name it are withheld from then on.' },
      'unknown_segment',
    ),
    async (c) => {
      const before = await found(c.var.store, c.req.param('segment_id'))
      await deleteSegment(c.var.store, before.segment_id)
      noteChange(c, { before: view(before) })
      return c.body(null, 204)
    },
  )
