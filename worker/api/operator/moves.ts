import { Hono } from 'hono'
import { type Move, moveView, newMove } from '../../../schema/moves.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { homeOf } from '../../store/homes.ts'
import { beginMove, changeMove, queueMoveJob, readMove } from '../../store/moves/moves.ts'
import { databases } from '../../store/open.ts'
import { openKnown } from './known-shop.ts'

/** A move without where exactly its copying is. */
const view = ({ table_name, last_key, home, ...move }: Move) => move

const notMoving = (message: string) => new PairwellError('not_moving', message)

/** The operator's routes for moving a shop to another database, while it is served. */
export const moveRoutes = new Hono<App>()
  .post(
    '/:shop_id/move',
    describe(
      'Move a shop to another database',
      {
        status: 202,
        shape: moveView,
        what: 'The move begins; GET says how far it is. The shop is served all the while, its keys stay, and its jobs wait. For a moment nothing of it can be written: small requests wait for it, others are answered with 503 `shop_is_moving`.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
      'unknown_database',
      'already_moving',
    ),
    valid('json', newMove),
    async (c) => {
      const shop_id = c.req.param('shop_id')
      const { database } = c.req.valid('json')
      const store = await openKnown(c.env, shop_id)
      const home = Number(homeOf(shop_id))
      if (!databases(c.env).some(({ number }) => number === database)) {
        throw new PairwellError(
          'unknown_database',
          `No database is bound with the number ${database}. GET /v1/operator/deployment lists them.`,
        )
      }
      if (database === home) {
        throw new PairwellError('invalid_input', 'database: the shop lives in this database already.')
      }
      const now = Date.now()
      const move = await beginMove(c.env, shop_id, home, database, now)
      if (!move) {
        throw new PairwellError(
          'already_moving',
          'The shop is being moved. Wait until that has ended: GET /v1/shops/{shop_id}/move.',
        )
      }
      await queueMoveJob(store, 'move_shop', now)
      await callWorker(c.env, shop_id, 'deletion')
      c.set('store', store)
      noteChange(c, { before: { database: home }, after: { database } })
      return c.json(view(move), 202)
    },
  )
  .get(
    '/:shop_id/move',
    describe(
      'The last move of a shop',
      { status: 200, shape: moveView, what: 'How far it is, and what it has copied.' },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
      'not_moving',
    ),
    async (c) => {
      const { shop_id } = await openKnown(c.env, c.req.param('shop_id'))
      const move = await readMove(c.env, shop_id)
      if (!move) throw notMoving('The shop was never moved.')
      return c.json(view(move))
    },
  )
  .delete(
    '/:shop_id/move',
    describe(
      'Cancel the move of a shop',
      {
        status: 200,
        shape: moveView,
        what: 'The shop stays where it is, and its copy is deleted. A shop that has moved is moved back with another move.',
      },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
      'not_moving',
    ),
    async (c) => {
      const store = await openKnown(c.env, c.req.param('shop_id'))
      const { shop_id } = store
      const isCancelled = await changeMove(c.env, shop_id, ['copying', 'following'], { phase: 'cancelled' })
      const move = await readMove(c.env, shop_id)
      if (!isCancelled || !move) {
        throw notMoving('The shop is not being moved, or has arrived already: GET /v1/shops/{shop_id}/move.')
      }
      await callWorker(c.env, shop_id, 'deletion')
      c.set('store', store)
      noteChange(c, { before: { database: move.target }, after: { database: move.source } })
      return c.json(view(move))
    },
  )
