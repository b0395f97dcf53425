import { Hono } from 'hono'
import * as v from 'valibot'
import { type ModelRow, modelView } from '../../../schema/models/models.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { refuseLargeBody } from '../../ingest/import/decode/bytes.ts'
import { receiveModel } from '../../ingest/models/receive.ts'
import { queueModel } from '../../models/queue-model.ts'
import { listModels, readModel, readSlots, rollBack } from '../../store/models/models.ts'

const view = ({ shop_id: _, ...model }: ModelRow) => model

const unknownModel = () =>
  new PairwellError('unknown_model', 'There is no such model. GET /v1/models lists them.')

/** Mining runs. */
export const modelRoutes = new Hono<App>()
  .post(
    '/',
    describe('Mine now', {
      status: 202,
      shape: v.object({ model_id: v.string() }),
      what: 'The queued run. If one was queued already, that one is returned.',
    }),
    async (c) => {
      const model_id = await queueModel(c.var.store, 'call', Date.now())
      await callWorker(c.env, c.var.store.shop_id, 'mining')
      noteChange(c, { after: { model_id } })
      return c.json({ model_id }, 202)
    },
  )
  .post(
    '/outside',
    describe(
      'Send a model that was mined outside: its facts in the first line, then its lists, gzip or not',
      {
        status: 202,
        shape: v.object({ model_id: v.string() }),
        what: 'The model is stored as a whole and will be checked as any other; GET /v1/models/{model_id} says whether it is live.',
      },
      'unreadable_file',
      'file_too_large',
      'damaged_model',
      'model_being_built',
    ),
    async (c) => {
      refuseLargeBody(c.req.header('Content-Length'))
      const { body } = c.req.raw
      if (!body) throw new PairwellError('unreadable_file', 'The body is empty. Send the model itself.')
      const model_id = await receiveModel(c.var.store, body, Date.now())
      await callWorker(c.env, c.var.store.shop_id, 'mining')
      noteChange(c, { after: { model_id } })
      return c.json({ model_id }, 202)
    },
  )
  .get(
    '/',
    describe('List models', { status: 200, shape: page(modelView), what: 'Newest first.' }, 'invalid_input'),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listModels(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.model_id, view))
    },
  )
  .get(
    '/:model_id',
    describe(
      'One model',
      { status: 200, shape: modelView, what: 'The counts, hash and status of the model.' },
      'unknown_model',
    ),
    async (c) => {
      const model = await readModel(c.var.store, c.req.param('model_id'))
      if (!model) throw unknownModel()
      return c.json(view(model))
    },
  )
  .post(
    '/:model_id/rollback',
    describe(
      'Roll back to the previous model',
      { status: 200, shape: modelView, what: 'The model that is live now.' },
      'unknown_model',
      'model_being_built',
      'nothing_to_roll_back',
    ),
    async (c) => {
      const { store } = c.var
      const slots = await readSlots(store)
      if (slots?.live_model !== c.req.param('model_id')) {
        throw new PairwellError(
          'unknown_model',
          'Only the live model can be rolled back. GET /v1/models shows which one is live.',
        )
      }
      if (slots.building !== null)
        throw new PairwellError(
          'model_being_built',
          'The next model is being written. Wait until it is live or refused.',
        )
      if (!(await rollBack(store, slots.live_model)))
        throw new PairwellError('nothing_to_roll_back', 'There is no complete model before this one.')
      const now = await readSlots(store)
      const live = now && (await readModel(store, now.live_model))
      if (!live) throw unknownModel()
      noteChange(c, { before: { live_model: slots.live_model }, after: { live_model: live.model_id } })
      return c.json(view(live))
    },
  )
