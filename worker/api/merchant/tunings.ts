import { Hono } from 'hono'
import * as v from 'valibot'
import { type TuningRow, tuningView } from '../../../schema/models/tunings.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { queueTuning } from '../../models/queue-tuning.ts'
import { listTunings, readTuning } from '../../store/models/tunings.ts'

const view = ({ shop_id: _, folds, ...tuning }: TuningRow) => ({ ...tuning, folds_done: folds.length })

/** Tunings: searches for the settings that predict a shop's own orders best. */
export const tuningRoutes = new Hono<App>()
  .post(
    '/',
    describe('Tune now', {
      status: 202,
      shape: v.object({ tuning_id: v.string() }),
      what: 'The queued tuning. If one is queued or running already, that one is returned. A model is mined when it is done.',
    }),
    async (c) => {
      const tuning_id = await queueTuning(c.var.store, 'call', Date.now())
      await callWorker(c.env, c.var.store.shop_id, 'tuning')
      noteChange(c, { after: { tuning_id } })
      return c.json({ tuning_id }, 202)
    },
  )
  .get(
    '/',
    describe(
      'List tunings',
      { status: 200, shape: page(tuningView), what: 'Newest first.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listTunings(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.tuning_id, view))
    },
  )
  .get(
    '/:tuning_id',
    describe(
      'One tuning',
      { status: 200, shape: tuningView, what: 'The settings that were tried, and those that were chosen.' },
      'unknown_tuning',
    ),
    async (c) => {
      const tuning = await readTuning(c.var.store, c.req.param('tuning_id'))
      if (!tuning) {
        throw new PairwellError('unknown_tuning', 'There is no such tuning. GET /v1/tunings lists them.')
      }
      return c.json(view(tuning))
    },
  )
